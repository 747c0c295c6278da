package io.weir.kafka;

import io.weir.engine.metric.Count;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's producer, and what it was handed and has not told of yet, in order: made when it is
 * first needed, since no address may resolve, and made anew when it has failed for good.
 *
 * <p>Thread: the writer, but for {@link #onFailed}, which the producer's I/O thread calls, too.
 */
final class Producing {
  private static final Logger LOG = LoggerFactory.getLogger(Producing.class);
  private static final int FORGET_FROM = 4096;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Count restarts;
  private final TailTasks tasks;
  private final Seldom complaints = new Seldom(Duration.ofSeconds(10));

  private volatile @Nullable Producer<byte[], byte[]> producer;
  private Deque<Delivery> sent = new ArrayDeque<>();
  private int forgetAt = FORGET_FROM;
  private long pauseNanos;
  private long lastRestartNanos = System.nanoTime();

  /** Why the producer is of no use any more. Set by any, taken by the writer. */
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param tasks of the writer's thread
   */
  Producing(Supplier<Producer<byte[], byte[]>> producers, Count restarts, TailTasks tasks) {
    this.producers = producers;
    this.restarts = restarts;
    this.tasks = tasks;
  }

  /** Whether there is one, which is true from then on until it fails. */
  boolean isReady() {
    if (failure.get() != null) {
      return false;
    }
    if (producer != null) {
      return true;
    }
    try {
      producer = producers.get();
      return true;
    } catch (KafkaException e) {
      if (complaints.isDue(System.nanoTime())) {
        LOG.warn("event=write_failed reason=\"{}\"", Cluster.innermost(e));
      }
      return false;
    }
  }

  /** Whether the record is the producer's now, or was refused; otherwise it is to be sent later. */
  boolean send(Delivery delivery) {
    Producer<byte[], byte[]> to = producer;
    if (to == null) {
      return false;
    }
    delivery.begin();
    remember(delivery);
    try {
      var _ = to.send(delivery.record(), delivery);
    } catch (RuntimeException e) {
      onFailed(delivery, e);
    }
    if (delivery.hasReturned() && delivery.equals(sent.peekLast())) {
      sent.removeLast();
      return false;
    }
    return true;
  }

  /** Those who were told are forgotten in bulk, so that each costs the same however many wait. */
  private void remember(Delivery delivery) {
    if (sent.size() >= forgetAt) {
      forget();
    }
    sent.addLast(delivery);
  }

  private void forget() {
    sent.removeIf(Delivery::isTold);
    forgetAt = Math.max(FORGET_FROM, 2 * sent.size());
  }

  /** Any thread. The first one on it was handed over before the others. */
  void onFailed(Delivery delivery, Exception error) {
    switch (Verdict.of(error, delivery.entry, delivery.queue.facts())) {
      case Verdict.Refused(var refusal) -> delivery.refuse(refusal);
      case Verdict.Later later -> comeBackOrFail(delivery, error);
      case Verdict.Innocent innocent -> onInnocent(delivery, error);
      case Verdict.Fatal fatal -> {
        delivery.comeBack();
        fail(error);
      }
    }
  }

  /** A record that the producer never took is sent later; one that it has given up, by another. */
  private void comeBackOrFail(Delivery delivery, Exception error) {
    delivery.comeBack();
    if (!tasks.isTail()) {
      fail(error);
    }
  }

  /**
   * Later records of its partition wait in the producer, and may have its key. So the producer is
   * stopped, here on its own thread, before it can send them; from then on the topic's records go
   * in rounds, where that cannot happen.
   */
  private void onInnocent(Delivery delivery, Exception error) {
    delivery.comeBack();
    if (!delivery.queue.isInRounds() && fail(error)) {
      delivery.queue.beginRounds();
      Producer<byte[], byte[]> failed = producer;
      if (failed != null) {
        failed.close(Duration.ZERO);
      }
    }
  }

  /** Whether this was the first that went wrong. */
  boolean fail(Exception error) {
    boolean first = failure.compareAndSet(null, error);
    if (first) {
      tasks.add(() -> {});
    }
    return first;
  }

  /** Whether the producer has failed, and another may be made now. */
  boolean isRestartDue(long nowNanos) {
    return failure.get() != null && nowNanos - lastRestartNanos >= pauseNanos;
  }

  /**
   * Ends the producer that failed. What it has not told of and never will, in the order in which it
   * was handed over.
   */
  List<Delivery> restart(long nowNanos) {
    Exception reason = failure.get();
    LOG.warn(
        "event=writer_restarted reason=\"{}\"", reason == null ? "" : Cluster.innermost(reason));
    close();
    restarts.add(1);
    boolean again = nowNanos - lastRestartNanos < 2 * MAX_PAUSE_NANOS;
    pauseNanos = again ? Math.clamp(2 * pauseNanos, PAUSE_NANOS, MAX_PAUSE_NANOS) : PAUSE_NANOS;
    lastRestartNanos = nowNanos;
    failure.set(null);
    return takeUnacknowledged();
  }

  /** What came back of a topic's records, in order; it counts as handed over no longer. */
  List<Delivery> takeReturned(TopicQueue queue) {
    List<Delivery> returned =
        sent.stream().filter(each -> each.queue.equals(queue) && each.hasReturned()).toList();
    sent.removeIf(each -> each.queue.equals(queue) && each.hasReturned());
    return returned;
  }

  /** Empties what was handed over; in order. */
  List<Delivery> takeUnacknowledged() {
    forget();
    List<Delivery> left = new ArrayList<>(sent);
    sent = new ArrayDeque<>();
    return left;
  }

  /** Whether everything that was handed over has been told of. */
  boolean isIdle() {
    forget();
    return sent.isEmpty();
  }

  /** What has waited the longest for the producer's word. */
  @Nullable Delivery oldest() {
    forget();
    return sent.peekFirst();
  }

  /** The topics of what the producer has not told of. */
  Set<String> topics() {
    return sent.stream()
        .filter(each -> !each.isTold())
        .map(each -> each.entry.stream().topic())
        .collect(Collectors.toSet());
  }

  /** Returns once the producer's thread has ended, so nobody is told by it any more. */
  void close() {
    Producer<byte[], byte[]> closing = producer;
    if (closing != null) {
      closing.close(Duration.ZERO);
      producer = null;
    }
  }
}
