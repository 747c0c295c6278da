package io.weir.netty;

import io.weir.engine.socket.SocketHandler;
import java.nio.ByteBuffer;

/** Handles a socket that is only opened to be closed with a reason. */
final class Nobody implements SocketHandler {
  @Override
  public void onMessage(boolean text, ByteBuffer payload) {}

  @Override
  public void onClosed() {}
}
