package io.weir.netty;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Remote;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Connects to others, from the loops in turn or from one. Any thread. */
public final class NettyDialer implements Dialer {
  private final NettyLoops loops;

  private final Supplier<NettyLoop> turn;

  public NettyDialer(NettyLoops loops) {
    this(loops, loops::next);
  }

  private NettyDialer(NettyLoops loops, Supplier<NettyLoop> turn) {
    this.loops = loops;
    this.turn = turn;
  }

  /**
   * One whose connections are all on one loop.
   *
   * @param loop of {@link NettyLoops#all}
   */
  public static NettyDialer on(NettyLoops loops, Loop loop) {
    NettyLoop one =
        loops.all().stream()
            .filter(loop::equals)
            .map(NettyLoop.class::cast)
            .findFirst()
            .orElseThrow();
    return new NettyDialer(loops, () -> one);
  }

  @Override
  public void dial(Remote remote, Acceptor acceptor, Consumer<DialFailure> failed) {
    new DialAttempt(remote, loops, turn.get(), acceptor, failed).start();
  }
}
