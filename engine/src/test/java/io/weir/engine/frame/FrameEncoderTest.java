package io.weir.engine.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameEncoderTest {
  private static final Cursor BEGIN = new Cursor(new TopicId(1, 2), Positions.of(0));
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
    Frames frames = encode(FrameKind.VALUE, records).orElseThrow();

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
    Frames frames = encode(FrameKind.RECORD, records).orElseThrow();
    assertThat(bytes(frames.buffer())).startsWith(0x81);
  }

  @Test
  void leavesOutWhatIsNotJsonWhereOnlyJsonIsSent() {
    List<LogRecord> records =
        List.of(record(new byte[] {'a'}), record(new byte[] {'1'}), record(null), record(NAN));
    Frames frames = encode(FrameKind.JSON, records).orElseThrow();

    assertThat(bytes(frames.buffer())).containsExactly(0x81, 1, '1', 0x81, 3, 'N', 'a', 'N');
    assertThat(frames.ends()).containsExactly(0, 3, 3, 8);
    assertThat(frames.count()).isEqualTo(2);
    assertThat(IntStream.range(0, 4).filter(frames::has)).containsExactly(1, 3);
    assertThat(encode(FrameKind.JSON, List.of(record(null), records.getFirst()))).isEmpty();
  }

  @Test
  void compressesWhatIsWorthIt() throws DataFormatException {
    byte[] text = "{\"speed\": 81.5, \"place\": [48.1, 11.5]}".repeat(20).getBytes(UTF_8);
    byte[] small = Arrays.copyOf(text, MessageDeflate.MIN_BYTES - 1);
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);
    List<LogRecord> records =
        List.of(record(text), record(small), record(noise), record(null), record(text));
    Payloads payloads = encoder.payloads(FrameKind.VALUE, records, BEGIN);
    Frames frames = encoder.frames(payloads, Wire.DEFLATED).orElseThrow();

    byte[] bytes = bytes(frames.buffer());
    assertThat(bytes[frames.begin(0)]).isEqualTo((byte) 0xC1);
    assertThat(frames.end(0)).isLessThan(text.length / 4);
    assertThat(inflated(bytes, frames.begin(0) + 2, frames.end(0))).isEqualTo(text);
    assertThat(bytes[frames.begin(1)]).as("small").isEqualTo((byte) 0x81);
    assertThat(bytes[frames.begin(2)]).as("noise").isEqualTo((byte) 0x82);
    assertThat(Arrays.copyOfRange(bytes, frames.begin(2) + 4, frames.end(2))).isEqualTo(noise);
    assertThat(inflated(bytes, frames.begin(4) + 2, frames.end(4))).isEqualTo(text);
    assertThat(encoder.frames(payloads, Wire.PLAIN).orElseThrow().sizeBytes())
        .isGreaterThan(2 * text.length);
  }

  @Test
  void compressesNoLongerThanItsShareOfTheTime() {
    long[] times = {0, 0, 2 * TimeShare.BURST_NANOS, 2 * TimeShare.BURST_NANOS};
    Iterator<Long> clock = Arrays.stream(times).iterator();
    FrameEncoder slow =
        new FrameEncoder(
            new Stream("trucks", "trucks", Format.JSON, false, true), HeapBuffer::new, clock::next);
    Payloads payloads = slow.payloads(FrameKind.VALUE, List.of(record(new byte[1000])), BEGIN);

    assertThat(slow.frames(payloads, Wire.DEFLATED).orElseThrow().sizeBytes()).isLessThan(100);
    assertThat(slow.frames(payloads, Wire.DEFLATED).orElseThrow().sizeBytes()).isEqualTo(1004);
  }

  @Test
  void compressesAgainAfterARest() {
    List<LogRecord> records = List.of(record(new byte[1000]));
    Payloads payloads = encoder.payloads(FrameKind.VALUE, records, BEGIN);
    int size = encoder.frames(payloads, Wire.DEFLATED).orElseThrow().sizeBytes();
    encoder.rest();

    assertThat(encoder.frames(payloads, Wire.DEFLATED).orElseThrow().sizeBytes()).isEqualTo(size);
  }

  /** As RFC 7692 section 7.2.2 has it: with the tail that was cut off. */
  private static byte[] inflated(byte[] bytes, int from, int to) throws DataFormatException {
    byte[] message = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), to - from + 4);
    message[message.length - 2] = (byte) 0xFF;
    message[message.length - 1] = (byte) 0xFF;
    byte[] target = new byte[1 << 16];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(message);
      return Arrays.copyOf(target, inflater.inflate(target));
    }
  }

  @Test
  void writesSingleMessages() {
    assertThat(bytes(FrameEncoder.text(HeapBuffer::new, new byte[] {'a'})))
        .containsExactly(0x81, 1, 'a');
    assertThat(bytes(FrameEncoder.binary(HeapBuffer::new, new byte[] {7})))
        .containsExactly(0x82, 1, 7);
  }

  private Optional<Frames> encode(FrameKind kind, List<LogRecord> records) {
    return encoder.frames(encoder.payloads(kind, records, BEGIN), Wire.PLAIN);
  }

  private byte[] encode(LogRecord record) {
    return bytes(encode(FrameKind.VALUE, List.of(record)).orElseThrow().buffer());
  }

  private static byte[] bytes(FrameBuffer buffer) {
    byte[] bytes = new byte[buffer.bytes().capacity()];
    buffer.bytes().get(0, bytes);
    return bytes;
  }

  private static LogRecord record(byte @Nullable [] value) {
    return new LogRecord(0, 0, 0, 0, null, value, List.of());
  }
}
