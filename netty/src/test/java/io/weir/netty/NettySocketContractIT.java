package io.weir.netty;

import io.weir.testing.socket.SocketContract;
import io.weir.testing.socket.SocketHarness;
import org.junit.jupiter.api.Nested;

/** The socket keeps the contract on both transports. */
class NettySocketContractIT {

  @Nested
  class OnEpoll extends SocketContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.EPOLL);
    }
  }

  @Nested
  class OnNio extends SocketContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.NIO);
    }
  }
}
