package io.weir.testing.socket;

import io.weir.engine.frame.Utf8;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.SocketHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts the messages together that arrive on a {@link MemorySocket}, and closes it where the peer
 * breaks the protocol. Thread: the socket's loop.
 */
final class MessageReader {
  private final MemorySocket socket;
  private final SocketHandler handler;
  private final WireParser parser;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private final Deque<WireFrame> waiting = new ArrayDeque<>();
  private int opcode;

  /**
   * @param masked whether the peer's frames have to be
   */
  MessageReader(MemorySocket socket, SocketHandler handler, boolean masked) {
    this.parser = new WireParser(masked);
    this.socket = socket;
    this.handler = handler;
  }

  void onBytes(byte[] bytes) {
    try {
      waiting.addAll(parser.feed(bytes));
      readOn();
    } catch (IllegalStateException e) {
      fail(1002, String.valueOf(e.getMessage()));
    }
  }

  /** Hands over what has come, until the socket is paused. */
  void readOn() {
    while (!waiting.isEmpty() && socket.hears()) {
      onFrame(waiting.remove());
    }
  }

  /** Of a socket that is closing a close frame is still wanted, and an answer to a ping. */
  private void onFrame(WireFrame frame) {
    switch (frame.opcode()) {
      case WireFrame.CLOSE ->
          socket.onCloseFrame(new CloseReason(frame.closeCode(), frame.closeReason()));
      case WireFrame.PING -> socket.pong(frame.payload());
      case WireFrame.PONG -> onPong(frame.payload());
      case 0, WireFrame.TEXT, WireFrame.BINARY -> onData(frame);
      default -> fail(1002, "unknown opcode " + frame.opcode());
    }
  }

  private void onPong(byte[] payload) {
    if (payload.length == Long.BYTES) {
      handler.onPong(ByteBuffer.wrap(payload).getLong());
    }
  }

  private void onData(WireFrame frame) {
    if ((frame.opcode() == 0) == (opcode == 0)) {
      fail(1002, "a fragment out of order");
      return;
    }
    opcode = Math.max(opcode, frame.opcode());
    fragments.writeBytes(frame.payload());
    if (frame.isFinal()) {
      byte[] payload = fragments.toByteArray();
      boolean text = opcode == WireFrame.TEXT;
      fragments.reset();
      opcode = 0;
      if (text && !Utf8.isValid(payload)) {
        fail(1007, "text that is not UTF-8");
      } else if (socket.isOpen()) {
        handler.onMessage(text, ByteBuffer.wrap(payload));
      }
    }
  }

  private void fail(int code, String reason) {
    socket.close(new CloseReason(code, reason));
    socket.onDisconnected();
  }
}
