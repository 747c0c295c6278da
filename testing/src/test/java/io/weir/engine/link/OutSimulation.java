package io.weir.engine.link;

import io.weir.engine.frame.FrameForm;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.testing.invariant.QueueBounded;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.stream.ManualTail;
import io.weir.testing.stream.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A node whose log, tails, loops and clients take turns as a seed says, with faults among them: it
 * is the same run each time. Thread: the test's.
 */
final class OutSimulation {
  static final int KERNEL = 2_048;

  private static final int TAILS = 2;
  private static final int LOOPS = 3;
  private static final int STREAMS = 3;
  private static final int MAX_SESSIONS = 40;
  private static final OutSettings SETTINGS =
      new OutSettings(
          4_096, 1 << 20, 8_192, 512, Duration.ofSeconds(1), Duration.ofSeconds(5), 2, 100, 1_000);

  /** A close frame, and pings that wait with the data. */
  private static final int CONTROL_BYTES = 512;

  private static final List<List<String>> PATTERNS =
      List.of(
          List.of(),
          List.of("k1"),
          List.of("k*"),
          List.of("k1", "k22", "k3*"),
          List.of("x", "k2*"));

  final MemoryLog log = new MemoryLog(TAILS);
  final HeapFrameMemory memory = new HeapFrameMemory();
  final Metrics metrics = new Metrics();
  final List<ManualLoop> loops = IntStream.range(0, LOOPS).mapToObj(i -> new ManualLoop()).toList();
  final Outs outs = new Outs(log, memory, loops, SETTINGS, metrics);

  private final Random random;
  private final List<SimulatedTopic> topics;
  private final List<SimulatedSession> sessions = new ArrayList<>();
  private final boolean[] stalled = new boolean[LOOPS];
  private final QueueBounded hopBound = new QueueBounded("a hop", SETTINGS.hopBytes());
  private final QueueBounded unsentBound = new QueueBounded("a session", SETTINGS.unsentBytes());
  private long nowNanos;

  OutSimulation(long seed) {
    this.random = new Random(seed);
    this.topics =
        IntStream.range(0, STREAMS)
            .mapToObj(i -> new SimulatedTopic(log, "s" + i, 1 + random.nextInt(3)))
            .toList();
    log.tails().forEach(tail -> tail.setMaxRecords(20 + random.nextInt(100)));
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      sessions.forEach(SimulatedSession::observe);
      checkBounds();
    }
    sessions.forEach(SimulatedSession::check);
    checkThatNobodyIsBlocked();
    liftFaults();
    checkThatNothingIsLeft();
  }

  private void step() {
    int die = random.nextInt(100);
    if (die < 20) {
      produce(any(topics));
    } else if (die < 40) {
      any(log.tails()).step(nowNanos);
    } else if (die < 50) {
      stepReaders();
    } else if (die < 75) {
      moveLoop(random.nextInt(LOOPS), 1 + random.nextInt(5));
    } else if (die < 83) {
      connect();
    } else if (die < 97) {
      disturbAClient();
    } else {
      disturbTheNode();
    }
  }

  private void produce(SimulatedTopic topic) {
    int partition = random.nextInt(topic.partitions());
    int bytes = random.nextInt(50) == 0 ? 3_000 : random.nextInt(60);
    for (int i = random.nextInt(30); i >= 0; i--) {
      topic.append(partition, random.nextInt(5) == 0 ? null : "k" + random.nextInt(40), bytes);
    }
  }

  private void stepReaders() {
    if (!log.readers().isEmpty()) {
      any(log.readers()).step(nowNanos);
    }
  }

  private void moveLoop(int loop, int tasks) {
    for (int i = 0; i < tasks && !stalled[loop]; i++) {
      loops.get(loop).step();
    }
  }

  private void connect() {
    if (sessions.stream().filter(SimulatedSession::isOpen).count() < MAX_SESSIONS) {
      int loop = random.nextInt(LOOPS);
      SimulatedSession session =
          new SimulatedSession(this, any(topics), loop, any(FrameForm.ALL), any(PATTERNS));
      session.everHeldUp = stalled[loop];
      sessions.add(session);
    }
  }

  /** How many sessions there have been, for their names. */
  int sessionsEver() {
    return sessions.size();
  }

  private void disturbAClient() {
    if (sessions.isEmpty()) {
      return;
    }
    SimulatedSession session = any(sessions);
    switch (random.nextInt(8)) {
      case 0 -> {
        session.gone = true;
        session.peer.disconnect();
      }
      case 1, 2 -> {
        session.paused = true;
        session.everHeldUp = true;
        session.peer.pause();
      }
      case 3, 4, 5 -> session.peer.read(random.nextInt(3_000));
      default -> {
        session.paused = false;
        session.peer.resume();
      }
    }
  }

  private void disturbTheNode() {
    SimulatedTopic topic = any(topics);
    switch (random.nextInt(12)) {
      case 0 -> topic.recreate(1 + random.nextInt(3));
      case 1 -> topic.grow();
      case 2 -> log.setAway(true);
      case 3, 4 -> log.setAway(false);
      case 5 -> topic.beginTransaction(random.nextInt(topic.partitions()));
      case 6 -> topic.endTransaction(random.nextInt(topic.partitions()), random.nextBoolean());
      case 7, 8 -> stall(random.nextInt(LOOPS));
      case 9 -> stalled[random.nextInt(LOOPS)] = false;
      default -> advance(Duration.ofMillis(random.nextInt(2_000)));
    }
  }

  private void stall(int loop) {
    stalled[loop] = true;
    sessions.stream().filter(s -> s.loop == loop).forEach(s -> s.everHeldUp = true);
  }

  private void advance(Duration time) {
    nowNanos += time.toNanos();
    for (int loop = 0; loop < LOOPS; loop++) {
      if (stalled[loop]) {
        loops.get(loop).stall(time);
      } else {
        loops.get(loop).advance(time);
      }
    }
  }

  /** One read may come from each tail, and every batch has a buffer for each form of frame. */
  private void checkBounds() {
    long batch = (long) memory.largestBytes() * FrameForm.COUNT;
    for (Hub hub : outs.hubs()) {
      hopBound.check(hub.hop().bytes(), TAILS * batch);
    }
    for (SimulatedSession session : sessions) {
      unsentBound.check(session.unsentBytes(), memory.largestBytes() + CONTROL_BYTES);
    }
  }

  /** Lets everything move that can while the faults stay: who is not blocked has everything. */
  private void checkThatNobodyIsBlocked() {
    log.setAway(false);
    topics.forEach(SimulatedTopic::endTransactions);
    settle();
    sessions.stream()
        .filter(session -> !session.paused && !stalled[session.loop])
        .forEach(SimulatedSession::checkComplete);
  }

  private void liftFaults() {
    for (SimulatedSession session : sessions) {
      session.paused = false;
      session.peer.resume();
    }
    IntStream.range(0, LOOPS).forEach(loop -> stalled[loop] = false);
    settle();
    sessions.forEach(SimulatedSession::check);
    sessions.forEach(SimulatedSession::checkComplete);
  }

  /** For six seconds: longer than the linger, and than the patience with every loop in turn. */
  private void settle() {
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < 10; i++) {
        log.tails().forEach(tail -> tail.step(nowNanos));
        log.readers().forEach(reader -> reader.step(nowNanos));
        advance(Duration.ofMillis(20));
      }
      sessions.forEach(SimulatedSession::observe);
      checkBounds();
    }
  }

  private void checkThatNothingIsLeft() {
    for (SimulatedSession session : sessions) {
      if (!session.peer.opening().answered()) {
        throw new AssertionError("never answered: " + session);
      }
      session.peer.disconnect();
    }
    settle();
    settle();
    memory.assertNoLeaks();
    expectZero("bytes in hops", outs.hubs().stream().mapToLong(hub -> hub.hop().bytes()).sum());
    expectZero("sessions", sum(Metric.SESSIONS));
    expectZero("open streams", log.tails().stream().mapToLong(ManualTail::openStreams).sum());
  }

  private long sum(Metric metric) {
    return metrics.read(metric).values().stream().mapToLong(Long::longValue).sum();
  }

  private static void expectZero(String what, long count) {
    if (count != 0) {
      throw new AssertionError("left over: " + count + " " + what);
    }
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
