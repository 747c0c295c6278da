package io.weir.bench.floor;

import io.netty.channel.unix.Buffer;
import io.weir.bench.publish.Payload;
import java.nio.ByteBuffer;

/**
 * The bytes of one write: one or several equal text frames, each with the time it was stamped.
 *
 * <p>Thread: the writer's.
 */
final class PrebuiltFrames {
  private static final int TEXT = 0x81;
  private static final int MAX_SHORT_BYTES = 125;
  private static final int MAX_MEDIUM_BYTES = 65_535;

  private final ByteBuffer bytes;
  private final long address;
  private final Payload payload;
  private final int headerBytes;
  private final int frames;

  PrebuiltFrames(int payloadBytes, int frames) {
    this.payload = new Payload(payloadBytes);
    this.frames = frames;
    this.headerBytes =
        payloadBytes <= MAX_SHORT_BYTES ? 2 : payloadBytes <= MAX_MEDIUM_BYTES ? 4 : 10;
    this.bytes = ByteBuffer.allocateDirect(frames * (headerBytes + payloadBytes));
    this.address = Buffer.memoryAddress(bytes);
  }

  void stamp(long nanos) {
    byte[] stamped = payload.at(nanos);
    bytes.clear();
    for (int frame = 0; frame < frames; frame++) {
      header(stamped.length);
      bytes.put(stamped);
    }
  }

  private void header(int length) {
    bytes.put((byte) TEXT);
    switch (headerBytes) {
      case 2 -> bytes.put((byte) length);
      case 4 -> bytes.put((byte) 126).putShort((short) length);
      default -> bytes.put((byte) 127).putLong(length);
    }
  }

  long address() {
    return address;
  }

  int length() {
    return bytes.capacity();
  }

  int frames() {
    return frames;
  }
}
