package io.weir.testing.socket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames out of bytes, however these are cut, and is strict: reserved bits, lengths that are
 * not minimal, and control frames that are long or fragmented fail (RFC 6455 sections 5.2 and 5.5).
 * Thread: its owner's.
 */
public final class WireParser implements FrameParser {
  private static final int MAX_CONTROL_BYTES = 125;

  private final boolean fromClient;
  private byte[] buffer = new byte[256];
  private int begin;
  private int end;
  private boolean compressed;

  /**
   * @param fromClient whether frames have to be masked; otherwise they must not be (section 5.1)
   */
  public WireParser(boolean fromClient) {
    this.fromClient = fromClient;
  }

  /** From now on messages may be compressed (RFC 7692 section 6). */
  public void allowCompressed() {
    compressed = true;
  }

  @Override
  public List<WireFrame> feed(byte[] bytes) {
    append(bytes);
    List<WireFrame> frames = new ArrayList<>();
    for (WireFrame frame = next(); frame != null; frame = next()) {
      check(frame);
      frames.add(frame);
    }
    return frames;
  }

  /** How many bytes belong to a frame that is not complete. */
  public int leftBytes() {
    return end - begin;
  }

  private void append(byte[] bytes) {
    if (buffer.length - end < bytes.length) {
      byte[] larger =
          end - begin + bytes.length <= buffer.length
              ? buffer
              : new byte[Math.max(buffer.length * 2, end - begin + bytes.length)];
      System.arraycopy(buffer, begin, larger, 0, end - begin);
      end -= begin;
      begin = 0;
      buffer = larger;
    }
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  private @Nullable WireFrame next() {
    if (end - begin < 2) {
      return null;
    }
    boolean masked = (buffer[begin + 1] & 0x80) != 0;
    int length7 = buffer[begin + 1] & 0x7F;
    int lengthBytes = length7 < 126 ? 0 : length7 == 126 ? 2 : 8;
    int headerBytes = 2 + lengthBytes + (masked ? 4 : 0);
    if (end - begin < headerBytes) {
      return null;
    }
    long length = length(length7, ByteBuffer.wrap(buffer, begin + 2, lengthBytes));
    if (end - begin - headerBytes < length) {
      return null;
    }
    int payloadAt = begin + headerBytes;
    byte[] payload = Arrays.copyOfRange(buffer, payloadAt, payloadAt + (int) length);
    for (int i = 0; masked && i < payload.length; i++) {
      payload[i] ^= buffer[payloadAt - 4 + i % 4];
    }
    WireFrame frame = new WireFrame(buffer[begin] & 0xFF, masked, payload);
    begin = payloadAt + (int) length;
    return frame;
  }

  private static long length(int length7, ByteBuffer extended) {
    long length =
        switch (extended.remaining()) {
          case 0 -> length7;
          case 2 -> extended.getShort() & 0xFFFF;
          default -> extended.getLong();
        };
    if ((length7 == 126 && length < 126) || (length7 == 127 && length <= 0xFFFF)) {
      throw new IllegalStateException("length " + length + " is not written as short as it can be");
    }
    return length;
  }

  private void check(WireFrame frame) {
    boolean mayBeCompressed = compressed && !frame.isControl() && frame.opcode() != 0;
    if (frame.reservedBits() != 0 && !(mayBeCompressed && frame.isCompressed())) {
      throw new IllegalStateException("reserved bits are set: " + frame.reservedBits());
    }
    if (frame.masked() != fromClient) {
      throw new IllegalStateException(fromClient ? "a client must mask" : "a server must not mask");
    }
    if (frame.isControl() && (!frame.isFinal() || frame.payload().length > MAX_CONTROL_BYTES)) {
      throw new IllegalStateException("a control frame is fragmented or too long");
    }
  }
}
