package io.weir.bench.floor;

import java.nio.ByteBuffer;

/**
 * Counts the frames that one client sends (RFC 6455, section 5.2) and unmasks them where they are,
 * which is the least that a server has to do with them; they may be cut anywhere.
 *
 * <p>Thread: the one that reads the connection.
 */
final class MaskedFrameCounter {
  private static final int MAX_HEADER_BYTES = 14;
  private static final int MASK_BYTES = 4;

  private final byte[] header = new byte[MAX_HEADER_BYTES];
  private int headerBytes;
  private long missing;
  private int mask;
  private long frames;

  /** Complete ones, so far. */
  long frames() {
    return frames;
  }

  /** Goes on with what was read into {@code [0, limit)} of a big-endian buffer. */
  void scan(ByteBuffer in, int limit) {
    int at = 0;
    while (at < limit) {
      if (missing > 0) {
        at = payload(in, at, limit);
      } else {
        header[headerBytes++] = in.get(at++);
        if (headerBytes >= 2 && headerBytes == headerSize()) {
          begin();
        }
      }
    }
  }

  private int lengthBytes() {
    return switch (header[1] & 0x7f) {
      case 126 -> 2;
      case 127 -> 8;
      default -> 0;
    };
  }

  private int headerSize() {
    return 2 + lengthBytes() + MASK_BYTES;
  }

  private void begin() {
    ByteBuffer read = ByteBuffer.wrap(header);
    missing =
        switch (lengthBytes()) {
          case 2 -> read.getShort(2) & 0xffff;
          case 8 -> read.getLong(2);
          default -> header[1] & 0x7f;
        };
    mask = read.getInt(headerBytes - MASK_BYTES);
    headerBytes = 0;
    if (missing == 0) {
      frames++;
    }
  }

  private int payload(ByteBuffer in, int at, int limit) {
    int end = (int) Math.min(limit, at + missing);
    unmask(in, at, end);
    missing -= end - at;
    if (missing == 0) {
      frames++;
    }
    return end;
  }

  /** Leaves the mask as the next byte needs it. */
  private void unmask(ByteBuffer in, int from, int end) {
    long twice = ((long) mask << 32) | (mask & 0xffff_ffffL);
    int at = from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      in.putLong(at, in.getLong(at) ^ twice);
    }
    for (; at < end; at++) {
      in.put(at, (byte) (in.get(at) ^ (mask >>> 24)));
      mask = Integer.rotateLeft(mask, 8);
    }
  }
}
