package io.weir.kafka;

import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Writer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to Kafka, however long it is away: a thread that hands each topic's records to one
 * producer, in order, and to another one, again, what the producer has not told of when it fails.
 *
 * <p>Its entries are told on the producer's I/O thread, or on the writer's. Those that Kafka has
 * not acknowledged when the writer stops are refused with {@code shutting_down}.
 *
 * <p>Thread: its own, but for {@link #write}, the start and the stop.
 */
public final class KafkaWriter implements Writer {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaWriter.class);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long STOPPING_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Thread thread;
  private final TailTasks tasks = new TailTasks(() -> {});
  private final Queue<List<? extends Entry>> arrived = new ConcurrentLinkedQueue<>();
  private final Runnable take = this::take;
  private final Destinations destinations;
  private final Producing producing;
  private final LostTopics lost;
  private final Map<String, TopicQueue> queues = new HashMap<>();

  private volatile boolean stopping;
  private volatile long stopAtNanos;
  private volatile boolean ended;

  /**
   * @param producers a new producer each time; may fail with a {@link KafkaException}, for now
   */
  KafkaWriter(
      Supplier<Producer<byte[], byte[]>> producers,
      Destinations destinations,
      Topics topics,
      Metrics metrics) {
    Count restarts = metrics.count(Metric.WRITER_RESTARTS, Labels.NONE);
    this.destinations = destinations;
    this.producing = new Producing(producers, restarts, tasks);
    this.lost = new LostTopics(topics, producing, tasks);
    this.thread = Thread.ofPlatform().name("weir-writer").daemon().unstarted(this::run);
  }

  /** Starts the thread. Returns at once, also if Kafka is away. */
  public void start() {
    thread.start();
  }

  /** {@inheritDoc} After the stop everybody is refused with {@code shutting_down}. */
  @Override
  public void write(List<? extends Entry> entries) {
    arrived.add(List.copyOf(entries));
    tasks.add(take);
    if (ended) {
      refuseArrived();
    }
  }

  private void run() {
    tasks.bind();
    while (!isDone()) {
      try {
        step(System.nanoTime());
      } catch (RuntimeException e) {
        // an entry failed to be told, or a fault of Weir's: the others go on
        LOG.error("event=write_failed", e);
        tasks.await(Duration.ofNanos(RETRY_NANOS));
      }
    }
    end();
  }

  private boolean isDone() {
    if (!stopping) {
      return false;
    }
    return stopAtNanos - System.nanoTime() <= 0 || isIdle();
  }

  private boolean isIdle() {
    return arrived.isEmpty()
        && producing.isIdle()
        && queues.values().stream().allMatch(TopicQueue::isEmpty);
  }

  private void step(long nowNanos) {
    tasks.run();
    lost.step(nowNanos);
    restartIfDue(nowNanos);
    long next = nowNanos + IDLE_NANOS;
    if (!producing.isReady() || lost.isAny()) {
      next = nowNanos + RETRY_NANOS;
    } else {
      for (TopicQueue queue : queues.values()) {
        next = Math.min(next, queue.step(nowNanos));
      }
    }
    if (stopping) {
      next = Math.min(next, nowNanos + STOPPING_NANOS);
    }
    tasks.await(Duration.ofNanos(Math.max(1, next - System.nanoTime())));
  }

  private void take() {
    for (var entries = arrived.poll(); entries != null; entries = arrived.poll()) {
      for (Entry entry : entries) {
        TopicQueue queue = queues.computeIfAbsent(entry.stream().topic(), topic -> newQueue());
        queue.add(new Delivery(entry, queue, producing));
      }
    }
  }

  private TopicQueue newQueue() {
    return new TopicQueue(destinations, producing, tasks);
  }

  private void restartIfDue(long nowNanos) {
    if (lost.isAny() && lost.isQuiet(nowNanos)) {
      producing.fail(
          new KafkaException(
              "the producer holds records of topics that are gone: " + lost.names()));
    }
    if (producing.isRestartDue(nowNanos)) {
      List<Delivery> left = producing.restart(nowNanos);
      lost.onRestart();
      queues.values().forEach(TopicQueue::onRestart);
      left.reversed().forEach(each -> each.queue.giveBack(List.of(each)));
    }
  }

  /**
   * Writes what it was handed, as far as that can be done in time; whoever waits longer is refused.
   * Returns when the thread has ended.
   */
  public void stop(Duration deadline) {
    stopAtNanos = System.nanoTime() + deadline.toNanos();
    stopping = true;
    tasks.add(() -> {});
    try {
      if (thread.isAlive()) {
        thread.join();
      } else {
        end();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    producing.close();
    Refusal refusal = TopicQueue.stopped();
    producing.takeUnacknowledged().forEach(each -> each.refuse(refusal));
    queues.values().forEach(TopicQueue::end);
    ended = true;
    tasks.close();
    refuseArrived();
  }

  private void refuseArrived() {
    Refusal refusal = TopicQueue.stopped();
    for (var entries = arrived.poll(); entries != null; entries = arrived.poll()) {
      entries.forEach(each -> each.onRefused(refusal));
    }
  }
}
