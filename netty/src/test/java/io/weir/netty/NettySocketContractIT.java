package io.weir.netty;

import io.weir.engine.socket.Wire;
import io.weir.testing.socket.ResponseContract;
import io.weir.testing.socket.SocketHarness;
import io.weir.testing.socket.WebSocketContract;
import org.junit.jupiter.api.Nested;

/** The socket keeps the contract on both transports, and on every wire. */
class NettySocketContractIT {

  @Nested
  class OnEpoll extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.EPOLL, Wire.PLAIN);
    }
  }

  @Nested
  class OnNio extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.NIO, Wire.PLAIN);
    }
  }

  @Nested
  class Compressed extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.best(), Wire.DEFLATED);
    }
  }

  @Nested
  class DialedOnEpoll extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new DialedSocketHarness(Transport.EPOLL, Wire.PLAIN);
    }
  }

  @Nested
  class DialedOnNio extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new DialedSocketHarness(Transport.NIO, Wire.PLAIN);
    }
  }

  @Nested
  class DialedCompressed extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new DialedSocketHarness(Transport.best(), Wire.DEFLATED);
    }
  }

  @Nested
  class AsEventsOnEpoll extends ResponseContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.EPOLL, Wire.EVENTS);
    }
  }

  @Nested
  class AsEventsOnNio extends ResponseContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.NIO, Wire.EVENTS);
    }
  }

  @Nested
  class AsLines extends ResponseContract {
    @Override
    protected SocketHarness harness() {
      return new NettySocketHarness(Transport.best(), Wire.LINES);
    }
  }
}
