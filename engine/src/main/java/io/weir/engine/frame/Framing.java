package io.weir.engine.frame;

import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What differs from wire to wire, beside the frames of records. Any thread. */
public final class Framing {
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int NO_CODE = 1005;

  private Framing() {}

  /**
   * The first place at or behind a position where no frame is cut.
   *
   * @param frames one behind the other and complete
   * @param begin where one of them begins, at or before the position
   */
  public static int boundary(Wire wire, ByteBuffer frames, int begin, int position) {
    int end = begin;
    while (end < position) {
      end = wire.isWebSocket() ? FrameHeader.end(frames, end) : Chunk.end(frames, end);
    }
    return end;
  }

  /** One frame with text, for what is not a record; the caller holds the buffer. */
  public static FrameBuffer text(FrameMemory memory, Wire wire, byte[] utf8) {
    return switch (wire) {
      case PLAIN, DEFLATED -> FrameEncoder.text(memory, utf8);
      case EVENTS -> chunk(memory, EventText.of("", "", utf8));
      case LINES -> chunk(memory, LineText.of(utf8));
    };
  }

  /** One frame that only shows that we live; clients see nothing of it, or can ignore it. */
  public static byte[] ping(Wire wire) {
    return switch (wire) {
      case PLAIN, DEFLATED -> new byte[] {(byte) PING, 0};
      case EVENTS -> chunk(EventText.COMMENT);
      case LINES -> chunk(LineText.EMPTY);
    };
  }

  /** A ping frame with a number in network order as its payload; empty where none can be asked. */
  public static byte[] ping(Wire wire, long number) {
    return switch (wire) {
      case PLAIN, DEFLATED ->
          ByteBuffer.allocate(2 + Long.BYTES)
              .put((byte) PING)
              .put((byte) Long.BYTES)
              .putLong(number)
              .array();
      case EVENTS, LINES -> new byte[0];
    };
  }

  /** The last frame, which says why; where it is not a WebSocket's, the end of the response too. */
  public static byte[] close(Wire wire, CloseReason reason) {
    String said =
        "{\"code\":%d,\"message\":%s}"
            .formatted(reason.code(), ControlFrame.quoted(reason.reason()));
    return switch (wire) {
      case PLAIN, DEFLATED -> close(reason);
      case EVENTS -> last(EventText.of("", "close", utf8(said)));
      case LINES -> last(LineText.of(utf8("{\"close\":" + said + "}")));
    };
  }

  /** RFC 6455 section 5.5.1; a code of 1005 stands for none. */
  private static byte[] close(CloseReason reason) {
    byte[] text = utf8(reason.reason());
    return reason.code() == NO_CODE
        ? new byte[] {(byte) CLOSE, 0}
        : ByteBuffer.allocate(4 + text.length)
            .put((byte) CLOSE)
            .put((byte) (2 + text.length))
            .putShort((short) reason.code())
            .put(text)
            .array();
  }

  private static byte[] last(byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(Chunk.size(data.length) + Chunk.LAST.length);
    Chunk.put(bytes, data);
    return bytes.put(Chunk.LAST).array();
  }

  private static byte[] chunk(byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(Chunk.size(data.length));
    Chunk.put(bytes, data);
    return bytes.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static FrameBuffer chunk(FrameMemory memory, byte[] data) {
    FrameBuffer buffer = memory.allocate(Chunk.size(data.length));
    Chunk.put(buffer.bytes(), data);
    return buffer;
  }
}
