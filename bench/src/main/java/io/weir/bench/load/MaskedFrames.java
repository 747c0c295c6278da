package io.weir.bench.load;

import io.netty.channel.unix.Buffer;
import io.weir.bench.publish.Payload;
import java.nio.ByteBuffer;

/**
 * Equal text frames as a client sends them, one behind the other, for as many as are wanted: the
 * row begins anew at its end.
 *
 * <p>Not masked with zeros: a server may leave out what would change nothing.
 */
final class MaskedFrames {
  private static final int FRAMES = 16;
  private static final int TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int MAX_SHORT_BYTES = 125;
  private static final int MAX_MEDIUM_BYTES = 65_535;
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};
  private static final long TIME_NANOS = 1_700_000_000_000_000_000L;

  private final ByteBuffer bytes;
  private final int frameBytes;

  MaskedFrames(int payloadBytes) {
    byte[] payload = new Payload(payloadBytes).at(TIME_NANOS);
    int header = payloadBytes <= MAX_SHORT_BYTES ? 2 : payloadBytes <= MAX_MEDIUM_BYTES ? 4 : 10;
    frameBytes = header + MASK.length + payloadBytes;
    bytes = ByteBuffer.allocateDirect(FRAMES * frameBytes);
    for (int frame = 0; frame < FRAMES; frame++) {
      put(header, payload);
    }
  }

  private void put(int header, byte[] payload) {
    bytes.put((byte) TEXT);
    switch (header) {
      case 2 -> bytes.put((byte) (MASKED | payload.length));
      case 4 -> bytes.put((byte) (MASKED | 126)).putShort((short) payload.length);
      default -> bytes.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    bytes.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      bytes.put((byte) (payload[i] ^ MASK[i % MASK.length]));
    }
  }

  long address() {
    return Buffer.memoryAddress(bytes);
  }

  /** All of the row. */
  int length() {
    return bytes.capacity();
  }

  /** One frame of it. */
  int frameBytes() {
    return frameBytes;
  }

  /** The row, to be read. */
  ByteBuffer bytes() {
    return bytes.duplicate().clear();
  }
}
