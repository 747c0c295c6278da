package io.weir.netty;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.Remote;
import java.util.function.Consumer;

/** Connects to others from the loops in turn. Any thread. */
public final class NettyDialer implements Dialer {
  private final NettyLoops loops;

  public NettyDialer(NettyLoops loops) {
    this.loops = loops;
  }

  @Override
  public void dial(Remote remote, Acceptor acceptor, Consumer<DialFailure> failed) {
    new DialAttempt(remote, loops, acceptor, failed).start();
  }
}
