package io.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScannerTest {
  private static final String TIMED = "{\"t\":1700000000000000001,\"v\":\"x\"}";

  private final FrameScanner scanner = new FrameScanner();
  private final Heard heard = new Heard();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000})
  void countsFramesOfEveryLengthClass(int length) {
    byte[] frames = join(frame(0x81, new byte[length]), frame(0x82, new byte[length]));

    scan(frames, frames.length);

    assertThat(heard.data).containsExactly(length + "@0", length + "@0");
  }

  @Test
  void findsTheSameFramesWhereverTheyAreCut() {
    byte[] text = TIMED.getBytes(StandardCharsets.US_ASCII);
    byte[] frames =
        join(frame(0x81, text), frame(0x89, new byte[] {7}), frame(0x82, new byte[300]));

    for (int part = 1; part <= frames.length; part++) {
      var each = new Heard();
      scan(new FrameScanner(), each, frames, part);

      assertThat(each.data).hasSize(2).allMatch(data -> data.matches(text.length + "@.*|300@0"));
      assertThat(each.control).containsExactly("9:7");
    }
  }

  @Test
  void readsTheTimeOfWholeFrames() {
    byte[] frames = frame(0x81, TIMED.getBytes(StandardCharsets.US_ASCII));

    scan(frames, frames.length);

    assertThat(heard.data).containsExactly(TIMED.length() + "@1700000000000000001");
  }

  @Test
  void readsTheTimeAtTheStartOfALongPayloadThatIsCut() {
    byte[] frames = frame(0x81, (TIMED + " ".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));

    scan(frames, 50_000);

    assertThat(heard.data).containsExactly(TIMED.length() + 100_000 + "@1700000000000000001");
  }

  @Test
  void handsOverAClose() {
    scan(frame(0x88, new byte[] {3, (byte) 0xf4, 'b', 'y', 'e'}), 2);

    assertThat(heard.control).containsExactly("8:3,-12,98,121,101");
  }

  @Test
  void refusesAMaskedFrame() {
    byte[] masked = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'a'};

    assertThatThrownBy(() -> scan(masked, masked.length))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("masked");
  }

  @Test
  void refusesALongControlFrame() {
    assertThatThrownBy(() -> scan(frame(0x89, new byte[126]), 10))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("length of 126");
  }

  private void scan(byte[] bytes, int part) {
    scan(scanner, heard, bytes, part);
  }

  private static void scan(FrameScanner scanner, Heard heard, byte[] bytes, int part) {
    for (int from = 0; from < bytes.length; from += part) {
      int length = Math.min(part, bytes.length - from);
      ByteBuffer read = ByteBuffer.allocateDirect(length).put(0, bytes, from, length);
      scanner.scan(read, length, heard);
    }
  }

  private static byte[] frame(int first, byte[] payload) {
    ByteBuffer header = ByteBuffer.allocate(10).put((byte) first);
    if (payload.length <= 125) {
      header.put((byte) payload.length);
    } else if (payload.length <= 65_535) {
      header.put((byte) 126).putShort((short) payload.length);
    } else {
      header.put((byte) 127).putLong(payload.length);
    }
    byte[] head = new byte[header.flip().remaining()];
    header.get(head);
    return join(head, payload);
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static final class Heard implements Frames {
    private final List<String> data = new ArrayList<>();
    private final List<String> control = new ArrayList<>();

    @Override
    public boolean wantsTime() {
      return true;
    }

    @Override
    public void onData(long payloadBytes, long sentNanos) {
      data.add(payloadBytes + "@" + sentNanos);
    }

    @Override
    public void onControl(int opcode, byte[] payload, int length) {
      List<String> octets = new ArrayList<>();
      for (int at = 0; at < length; at++) {
        octets.add(Byte.toString(payload[at]));
      }
      control.add(opcode + ":" + String.join(",", octets));
    }
  }
}
