package io.weir.bench.load;

import java.nio.ByteBuffer;

/**
 * Walks the WebSocket frames of one connection (RFC 6455, section 5.2) without copying or
 * allocating: payloads are skipped by their length, frames may be cut anywhere.
 *
 * <p>Thread: the one that reads the connection.
 */
public final class FrameScanner {
  /** The payload is looked through for its time this far, where cut or long. */
  private static final int TIMED_PREFIX_BYTES = 512;

  private static final int MAX_CONTROL_BYTES = 125;
  private static final int FIRST_CONTROL_OPCODE = 8;

  /** Header bytes still to come before the frame's length is known; -1: between two frames. */
  private int headerBytesMissing = -1;

  private boolean lengthFollows;
  private int opcode;
  private long length;

  /** Payload bytes still to come. */
  private long missing;

  private long sentNanos;
  private byte[] control = {};
  private int controlLength;

  /**
   * Scans what was read into {@code [0, limit)} of a big-endian buffer.
   *
   * @throws MalformedFrameException if no server may send these bytes
   */
  public void scan(ByteBuffer in, int limit, Frames out) {
    int at = 0;
    while (at < limit) {
      if (missing > 0) {
        at = payload(in, at, limit, out);
      } else if (headerBytesMissing < 0) {
        at = frame(in, at, limit, out);
      } else {
        header(in.get(at++));
        startIfComplete(in, at, limit, out);
      }
    }
  }

  /** A frame starts here: whole in the buffer, as most are, or to be put together. */
  private int frame(ByteBuffer in, int at, int limit, Frames out) {
    int first = in.get(at);
    int header = limit - at < 4 ? 0 : shortHeader(in.get(at + 1));
    if (header == 0 || isControl(first & 15)) {
      first(first);
      return at + 1;
    }
    int bytes = header == 2 ? in.get(at + 1) : in.getShort(at + 2) & 0xffff;
    int end = at + header + bytes;
    if (end > limit) {
      first(first);
      return at + 1;
    }
    out.onData(bytes, out.wantsTime() ? time(in, at + header, end) : Timestamps.ABSENT);
    return end;
  }

  /** The header's size if it is an unmasked one of 2 or 4 bytes; else 0. */
  private static int shortHeader(int second) {
    return second < 0 || second == 127 ? 0 : second == 126 ? 4 : 2;
  }

  private void first(int octet) {
    opcode = octet & 15;
    length = 0;
    lengthFollows = true;
    headerBytesMissing = 1;
    controlLength = 0;
    sentNanos = Timestamps.ABSENT;
  }

  private void header(int octet) {
    headerBytesMissing--;
    if (!lengthFollows) {
      length = (length << 8) | (octet & 0xff);
      return;
    }
    if (octet < 0) {
      throw new MalformedFrameException("a masked frame from the server");
    }
    lengthFollows = false;
    headerBytesMissing = octet == 126 ? 2 : octet == 127 ? 8 : 0;
    length = octet < 126 ? octet : 0;
  }

  private void startIfComplete(ByteBuffer in, int at, int limit, Frames out) {
    if (headerBytesMissing > 0) {
      return;
    }
    if (length < 0 || (isControl(opcode) && length > MAX_CONTROL_BYTES)) {
      throw new MalformedFrameException("opcode " + opcode + " with a length of " + length);
    }
    missing = length;
    if (isControl(opcode)) {
      control = length > control.length ? new byte[MAX_CONTROL_BYTES] : control;
    } else if (out.wantsTime()) {
      sentNanos = time(in, at, (int) Math.min(limit, at + length));
    }
    if (missing == 0) {
      end(out);
    }
  }

  private int payload(ByteBuffer in, int at, int limit, Frames out) {
    int bytes = (int) Math.min(missing, limit - at);
    if (isControl(opcode)) {
      in.get(at, control, controlLength, bytes);
      controlLength += bytes;
    }
    missing -= bytes;
    if (missing == 0) {
      end(out);
    }
    return at + bytes;
  }

  private void end(Frames out) {
    headerBytesMissing = -1;
    if (isControl(opcode)) {
      out.onControl(opcode, control, controlLength);
    } else {
      out.onData(length, sentNanos);
    }
  }

  private static long time(ByteBuffer in, int from, int to) {
    return Timestamps.find(in, from, Math.min(to, from + TIMED_PREFIX_BYTES));
  }

  private static boolean isControl(int opcode) {
    return opcode >= FIRST_CONTROL_OPCODE;
  }
}
