package io.weir.testing.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A frame as it stands on the wire (RFC 6455 section 5.2), read and written without the engine's
 * code.
 *
 * @param first the first byte: FIN, reserved bits, opcode
 * @param masked whether the payload was, or will be, masked
 * @param payload unmasked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WireFrame(int first, boolean masked, byte[] payload) {
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final int RSV1 = 0x40;
  private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

  /** A final frame as a client sends it: masked. */
  public static WireFrame client(int opcode, byte[] payload) {
    return new WireFrame(FIN | opcode, true, payload);
  }

  public static WireFrame clientText(String text) {
    return client(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A close frame as a client sends it (RFC 6455 section 5.5.1). */
  public static WireFrame clientClose(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return client(
        CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  /** This frame as a fragment: the next one continues it. */
  public WireFrame notFinal() {
    return new WireFrame(first & ~FIN, masked, payload);
  }

  public boolean isFinal() {
    return (first & FIN) != 0;
  }

  public int opcode() {
    return first & 0x0F;
  }

  public int reservedBits() {
    return first >> 4 & 7;
  }

  /** Whether RSV1 is set, and no other reserved bit (RFC 7692 section 6). */
  public boolean isCompressed() {
    return reservedBits() == 4;
  }

  /** This frame with its payload as it was before it was compressed, if it was. */
  public WireFrame inflated() {
    if (!isCompressed()) {
      return this;
    }
    Inflater inflater = new Inflater(true);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      inflater.setInput(ByteBuffer.allocate(payload.length + 4).put(payload).putInt(0xFFFF).flip());
      byte[] piece = new byte[1024];
      for (int size = 1; size > 0; ) {
        size = inflater.inflate(piece);
        out.write(piece, 0, size);
      }
      return new WireFrame(first & ~RSV1, masked, out.toByteArray());
    } catch (DataFormatException e) {
      throw new IllegalStateException("a compressed message cannot be inflated", e);
    } finally {
      inflater.end();
    }
  }

  /** This frame, whole and compressed for itself (RFC 7692 section 7.2.1). */
  public WireFrame deflated() {
    if (payload.length == 0) {
      return new WireFrame(first | RSV1, masked, new byte[1]); // section 7.2.3.6
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      byte[] target = new byte[payload.length + payload.length / 1000 + 64];
      deflater.setInput(payload);
      int size = deflater.deflate(target, 0, target.length, Deflater.SYNC_FLUSH);
      return new WireFrame(first | RSV1, masked, Arrays.copyOf(target, size - 4));
    } finally {
      deflater.end();
    }
  }

  public boolean isControl() {
    return opcode() >= CLOSE;
  }

  /** The payload as UTF-8. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The code of a close frame; 1005 if it has none. */
  public int closeCode() {
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
  }

  /** The reason of a close frame. */
  public String closeReason() {
    return payload.length < 2
        ? ""
        : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  /** The bytes on the wire. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 14);
    out.write(first);
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      out.write(mask | payload.length);
    } else if (payload.length < 1 << 16) {
      out.write(mask | 126);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      out.write(mask | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    if (masked) {
      out.writeBytes(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      out.write(masked ? payload[i] ^ MASK[i % MASK.length] : payload[i]);
    }
    return out.toByteArray();
  }
}
