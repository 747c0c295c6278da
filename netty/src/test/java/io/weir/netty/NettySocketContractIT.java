package io.weir.netty;

import io.weir.testing.socket.SocketHarness;
import io.weir.testing.socket.WebSocketContract;
import org.junit.jupiter.api.Nested;

/** The socket keeps the contract on both transports. */
class NettySocketContractIT {

  @Nested
  class OnEpoll extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.EPOLL);
    }
  }

  @Nested
  class OnNio extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.NIO);
    }
  }
}
