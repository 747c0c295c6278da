package io.weir.kafka;

import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread with a consumer that reads some topics: their ends, or as a reader the past of one. Its
 * states, looked at anew after every task, poll and tick:
 *
 * <p>Idle: nothing is read; waits for tasks<br>
 * Idle → Reading: a stream is opened<br>
 * Reading → Holding: a follower is full; nobody polls, everybody is asked again within a
 * millisecond | Checking: the consumer heard about topics; what it read since may be another
 * topic's<br>
 * Holding → Reading: nobody is full any more<br>
 * Checking → Reading: the topics are known to be the same, or those that are not were lost | the
 * cluster did not say for long<br>
 * all → Idle: the last stream is closed or lost
 *
 * <p>Thread: its own, but for {@link #execute} and the start and stop.
 */
final class KafkaTail implements Reader {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTail.class);

  private static final Duration TICK = Duration.ofMillis(900);
  private static final Duration HOLD = Duration.ofMillis(1);
  private static final Duration BACK_OFF = Duration.ofMillis(250);
  private static final Duration CLOSE_AT_MOST = Duration.ofMillis(500);
  private static final long CHECK_AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Thread thread;
  private final TailConsumer consumer;
  private final TailTasks tasks;
  private final Readings readings;
  private final TopicCheck check;
  private final Seldom failures = new Seldom(Duration.ofSeconds(10));

  /** Read, but not handed on before the topics have been checked. */
  private @Nullable ConsumerRecords<byte[], byte[]> held;

  private long heldSinceNanos;
  private long measuredNanos;
  private boolean stopping;

  KafkaTail(String name, TailConsumer consumer, Questions questions, TailCounts counts) {
    this.consumer = consumer;
    this.tasks = new TailTasks(consumer::wakeup);
    this.readings = new Readings(consumer, questions, tasks, counts);
    this.check = new TopicCheck(questions.topics(), tasks, readings::onAnswers);
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void open(Stream stream, Start start, Follower follower) {
    assertTail();
    readings.open(stream, start, follower);
    warmUp();
  }

  /** While the cluster is being asked for the end of the stream. */
  private void warmUp() {
    try {
      consumer.open();
    } catch (KafkaException e) {
      // the answer to the open says so, too
      LOG.debug("event=consumer_failed", e);
    }
  }

  @Override
  public void close(Stream stream) {
    assertTail();
    readings.close(stream);
  }

  private void assertTail() {
    if (!tasks.isTail()) {
      throw new IllegalStateException(
          Thread.currentThread().getName() + " is not " + thread.getName());
    }
  }

  private void run() {
    tasks.bind();
    while (!stopping) {
      try {
        step(System.nanoTime());
      } catch (RuntimeException e) {
        onFailure(e);
      }
    }
    tasks.close();
    consumer.close(CLOSE_AT_MOST);
  }

  private void step(long nowNanos) {
    tasks.run();
    if (stopping) {
      return;
    }
    boolean hold = readings.tick(nowNanos);
    measure(nowNanos);
    if (consumer.isAssigned() && check.isDue(nowNanos, readings.isInDoubt())) {
      check.ask(nowNanos, readings.topics());
    }
    if (!consumer.isAssigned()) {
      held = null;
      tasks.await(TICK);
    } else if (held != null) {
      release(nowNanos, held);
    } else if (hold) {
      tasks.await(HOLD);
    } else {
      poll();
    }
  }

  private void measure(long nowNanos) {
    if (nowNanos - measuredNanos >= MEASURE_NANOS) {
      measuredNanos = nowNanos;
      readings.measure();
    }
  }

  private void poll() {
    if (!tasks.beginPoll()) {
      return;
    }
    readings.beforePoll();
    ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
    try {
      records = consumer.poll(TICK);
    } catch (OffsetOutOfRangeException e) {
      readings.onPositionsLost(e, System.nanoTime());
      check.require();
    } finally {
      tasks.endPoll();
      if (consumer.metadataChanged()) {
        check.require();
      }
    }
    if (check.isSettled()) {
      readings.deliver(records);
    } else {
      held = records;
      heldSinceNanos = System.nanoTime();
    }
  }

  /** What was held goes on its way once the topics are known, or if that takes too long. */
  private void release(long nowNanos, ConsumerRecords<byte[], byte[]> records) {
    if (!check.isSettled() && nowNanos - heldSinceNanos >= CHECK_AT_MOST_NANOS) {
      check.waive();
    }
    if (check.isSettled()) {
      held = null;
      readings.deliver(records);
    } else {
      tasks.await(BACK_OFF);
    }
  }

  private void onFailure(RuntimeException e) {
    if (failures.isDue(System.nanoTime())) {
      if (e instanceof KafkaException) {
        LOG.warn("event=read_failed reason=\"{}\"", Cluster.innermost(e));
      } else {
        LOG.error("event=read_failed", e);
      }
    }
    tasks.await(BACK_OFF);
  }

  @Override
  public void stop() {
    if (tasks.isTail()) {
      end();
    } else {
      tasks.add(this::end);
    }
  }

  private void end() {
    stopping = true;
    readings.end();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Waits for the thread to end, but not longer than this. */
  void awaitStop(Duration atMost) {
    try {
      if (thread.isAlive() && !thread.join(atMost)) {
        LOG.warn("event=tail_stops_late tail={}", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
