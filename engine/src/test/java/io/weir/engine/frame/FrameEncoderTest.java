package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameEncoderTest {
  private static final byte[] NAN = {'N', 'a', 'N'};

  private final FrameEncoder encoder =
      new FrameEncoder(new Stream("s", "t", Format.JSON, false, true), HeapBuffer::new);

  /** RFC 6455 section 5.2: the length takes 7 bits, 7 + 16 or 7 + 64, the fewest that do. */
  @ParameterizedTest
  @CsvSource({
    "0, 8100",
    "1, 8101",
    "125, 817d",
    "126, 817e007e",
    "127, 817e007f",
    "65535, 817effff",
    "65536, 817f0000000000010000",
    "1048576, 817f0000000000100000"
  })
  void writesTheShortestHeader(int payloadBytes, String header) {
    byte[] payload = new byte[payloadBytes];
    Arrays.fill(payload, (byte) 'x');
    byte[] frame = encode(record(payload));

    byte[] expected = HexFormat.of().parseHex(header);
    assertThat(Arrays.copyOf(frame, expected.length)).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(frame, expected.length, frame.length)).isEqualTo(payload);
  }

  @Test
  void sendsTextWhereTheValueIsUtf8AndBinaryWhereItIsNot() {
    assertThat(encode(record(new byte[] {'a'}))).startsWith(0x81);
    assertThat(encode(record(new byte[] {(byte) 0xC3, (byte) 0xA4}))).startsWith(0x81);
    assertThat(encode(record(new byte[] {(byte) 0xC3}))).containsExactly(0x82, 0x01, 0xC3);
  }

  @Test
  void sendsATombstoneAsEmptyText() {
    assertThat(encode(record(null))).containsExactly(0x81, 0x00);
    assertThat(encode(record(new byte[0]))).containsExactly(0x81, 0x00);
  }

  @Test
  void laysTheFramesOfABatchOneBehindTheOther() {
    List<LogRecord> records =
        List.of(record(new byte[] {'a'}), record(null), record(new byte[] {'b', 'c'}));
    Frames frames = encoder.encode(FrameKind.VALUE, records).orElseThrow();

    assertThat(bytes(frames.buffer())).containsExactly(0x81, 1, 'a', 0x81, 0, 0x81, 2, 'b', 'c');
    assertThat(frames.ends()).containsExactly(3, 5, 9);
    assertThat(frames.begin(0)).isZero();
    assertThat(frames.begin(2)).isEqualTo(5);
    assertThat(frames.end(1)).isEqualTo(5);
    assertThat(frames.sizeBytes()).isEqualTo(9);
  }

  @Test
  void sendsRecordsAsTextWhateverIsInThem() {
    List<LogRecord> records = List.of(record(new byte[] {(byte) 0xFF}));
    Frames frames = encoder.encode(FrameKind.RECORD, records).orElseThrow();
    assertThat(bytes(frames.buffer())).startsWith(0x81);
  }

  @Test
  void leavesOutWhatIsNotJsonWhereOnlyJsonIsSent() {
    List<LogRecord> records =
        List.of(record(new byte[] {'a'}), record(new byte[] {'1'}), record(null), record(NAN));
    Frames frames = encoder.encode(FrameKind.JSON, records).orElseThrow();

    assertThat(bytes(frames.buffer())).containsExactly(0x81, 1, '1', 0x81, 3, 'N', 'a', 'N');
    assertThat(frames.ends()).containsExactly(0, 3, 3, 8);
    assertThat(frames.count()).isEqualTo(2);
    assertThat(IntStream.range(0, 4).filter(frames::has)).containsExactly(1, 3);
    assertThat(encoder.encode(FrameKind.JSON, List.of(record(null), records.getFirst()))).isEmpty();
  }

  @Test
  void writesSingleMessages() {
    assertThat(bytes(FrameEncoder.text(HeapBuffer::new, new byte[] {'a'})))
        .containsExactly(0x81, 1, 'a');
    assertThat(bytes(FrameEncoder.binary(HeapBuffer::new, new byte[] {7})))
        .containsExactly(0x82, 1, 7);
  }

  private byte[] encode(LogRecord record) {
    return bytes(encoder.encode(FrameKind.VALUE, List.of(record)).orElseThrow().buffer());
  }

  private static byte[] bytes(FrameBuffer buffer) {
    byte[] bytes = new byte[buffer.bytes().capacity()];
    buffer.bytes().get(0, bytes);
    return bytes;
  }

  private static LogRecord record(byte @Nullable [] value) {
    return new LogRecord(0, 0, 0, null, value, List.of());
  }

  private static final class HeapBuffer extends FrameBuffer {
    private final ByteBuffer memory;

    HeapBuffer(int bytes) {
      memory = ByteBuffer.allocate(bytes);
    }

    @Override
    public ByteBuffer bytes() {
      return memory;
    }

    @Override
    public void retain() {}

    @Override
    public void release() {}
  }
}
