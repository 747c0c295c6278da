package io.weir.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.RosterSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of a node. Started first on this edge, stopped last. */
public final class NettyLoops {
  /** What a drain may take longer than the last socket's close may. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final Transport transport;
  private final MultiThreadIoEventLoopGroup group;
  private final CloseTimeouts timeouts;
  private final Metrics metrics;
  private final List<NettyLoop> loops = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ChannelGroup connections =
      new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

  /**
   * @param count of threads, at least 1
   */
  public NettyLoops(int count, RosterSettings settings, Metrics metrics) {
    this(count, settings, metrics, Transport.best(), CloseTimeouts.DEFAULT);
  }

  NettyLoops(
      int count,
      RosterSettings settings,
      Metrics metrics,
      Transport transport,
      CloseTimeouts timeouts) {
    this.transport = transport;
    this.metrics = metrics;
    this.timeouts = timeouts;
    this.group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("loop", true), transport.handlers());
    for (EventExecutor executor : group) {
      String name = Integer.toString(loops.size());
      loops.add(new NettyLoop((EventLoop) executor, name, settings, timeouts, metrics));
    }
  }

  public void start() {
    loops.forEach(NettyLoop::start);
  }

  /** All loops, for whoever spreads work over them. */
  public List<? extends Loop> all() {
    return List.copyOf(loops);
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  Metrics metrics() {
    return metrics;
  }

  Transport transport() {
    return transport;
  }

  NettyLoop loopOf(EventLoop eventLoop) {
    for (NettyLoop loop : loops) {
      if (loop.eventLoop().equals(eventLoop)) {
        return loop;
      }
    }
    throw new IllegalArgumentException("not one of these loops: " + eventLoop);
  }

  /**
   * Closes all sockets with a reason, spread over time. Completes when they are gone: each has been
   * sent all that was written to it and the close frame, and has answered or had its time for it.
   * Fails with {@link java.util.concurrent.TimeoutException} if that is not so once the last one
   * should be gone.
   */
  public CompletableFuture<Void> drain(Refusal reason, Duration spread) {
    List<CompletableFuture<?>> parts = new ArrayList<>();
    for (NettyLoop loop : loops) {
      CompletableFuture<Object> part = new CompletableFuture<>();
      loop.execute(
          () -> loop.drain(reason, spread).whenComplete((done, failure) -> part.complete(loop)));
      parts.add(part);
    }
    Duration bound = spread.plus(timeouts.answer()).plus(SLACK);
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The loops in turn. Any thread. */
  NettyLoop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** A connection was accepted, or begun by us. Any thread. */
  void onOpened(Channel connection) {
    connections.add(connection);
  }

  /**
   * Ends whatever is still open, and the loops. In this order, because a loop that is told to end
   * while it runs a task may leave its channels open.
   */
  public void stop(Duration deadline) {
    connections.close().awaitUninterruptibly(deadline.toMillis());
    group
        .shutdownGracefully(0, deadline.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(deadline.toMillis());
  }
}
