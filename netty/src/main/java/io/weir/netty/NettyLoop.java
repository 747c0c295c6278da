package io.weir.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Roster;
import io.weir.engine.socket.RosterSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One event loop, the roster of its sockets and the counters that only it writes. */
final class NettyLoop implements Loop {
  private final EventLoop eventLoop;
  private final RosterSettings settings;
  private final CloseTimeouts timeouts;
  private final Metrics metrics;
  private final Roster accepted;
  private final Roster dialed;
  private final Count delayMicros;

  // Thread: the loop.
  private final Map<String, Map<ErrorCode, Count>> refusals = new HashMap<>();
  private final Map<Integer, Count> closes = new HashMap<>();
  private long stepDueNanos;
  private boolean draining;

  /**
   * @param name what metrics call it
   */
  NettyLoop(
      EventLoop eventLoop,
      String name,
      RosterSettings settings,
      CloseTimeouts timeouts,
      Metrics metrics) {
    this.eventLoop = eventLoop;
    this.settings = settings;
    this.timeouts = timeouts;
    this.metrics = metrics;
    this.accepted = roster(settings);
    this.dialed = roster(RosterSettings.NONE);
    this.delayMicros = metrics.count(Metric.LOOP_DELAY, Labels.of("loop", name));
  }

  private Roster roster(RosterSettings with) {
    Count unsent = metrics.count(Metric.UNSENT_BYTES, Labels.NONE);
    return new Roster(with, unsent, System.nanoTime());
  }

  /** Begins the steps of the rosters. */
  void start() {
    execute(
        () -> {
          stepDueNanos = nowNanos() + Roster.STEP.toNanos();
          after(Roster.STEP, this::step);
        });
  }

  private void step() {
    long now = nowNanos();
    delayMicros.set(Math.max(0, now - stepDueNanos) / 1_000);
    accepted.step(now);
    dialed.step(now);
    stepDueNanos = now + Roster.STEP.toNanos();
    after(Roster.STEP, this::step);
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  RosterSettings settings() {
    return settings;
  }

  CloseTimeouts timeouts() {
    return timeouts;
  }

  /** Of sockets that were accepted. Thread: the loop. */
  Roster accepted() {
    return accepted;
  }

  /** Of those that were dialed: who dials keeps them alive, or does not. Thread: the loop. */
  Roster dialed() {
    return dialed;
  }

  /** {@link Roster#drain}; from now on sockets hurry to end. Thread: the loop. */
  CompletableFuture<Void> drain(Refusal reason, Duration spread) {
    draining = true;
    return CompletableFuture.allOf(accepted.drain(reason, spread), dialed.drain(reason, spread));
  }

  /** Thread: the loop. */
  boolean isDraining() {
    return draining;
  }

  /** Thread: the loop. */
  void countRefusal(String listener, ErrorCode code) {
    refusals
        .computeIfAbsent(listener, l -> new EnumMap<>(ErrorCode.class))
        .computeIfAbsent(
            code,
            c ->
                metrics.count(Metric.REFUSALS, Labels.of("listener", listener).and("code", c.id())))
        .add(1);
  }

  /** Thread: the loop. */
  void countClose(int code) {
    closes
        .computeIfAbsent(
            code, c -> metrics.count(Metric.CLOSES, Labels.of("code", Integer.toString(c))))
        .add(1);
  }

  @Override
  public void execute(Runnable task) {
    try {
      eventLoop.execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it every socket that the task could be about.
      return;
    }
  }

  @Override
  public boolean inLoop() {
    return eventLoop.inEventLoop();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    try {
      eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return;
    }
  }

  /** Closes a channel if it is still open after a delay. Holds on to it no longer than it is. */
  void closeAfter(Duration delay, Channel channel) {
    try {
      Future<?> timer =
          eventLoop.schedule(() -> channel.close(), delay.toNanos(), TimeUnit.NANOSECONDS);
      channel.closeFuture().addListener(closed -> timer.cancel(false));
    } catch (RejectedExecutionException e) {
      return;
    }
  }

  @Override
  public long nowNanos() {
    return System.nanoTime();
  }
}
