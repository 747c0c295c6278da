package io.weir.engine.link;

import io.weir.engine.frame.FrameForm;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.testing.invariant.QueueBounded;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemorySocket;
import io.weir.testing.stream.ManualTail;
import io.weir.testing.stream.MemoryLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The way out of a node of a simulation, and the bounds that it keeps. Thread: the simulation's.
 */
final class SimulatedNode {
  static final int KERNEL_BYTES = 2_048;
  static final int LOOPS = 3;

  private static final int TAILS = 2;

  /** A close frame, and pings and notices that wait with the data. */
  private static final int CONTROL_BYTES = 1_024;

  final MemoryLog log = new MemoryLog(TAILS);
  final Outs outs;

  private final OutSettings settings;
  private final HeapFrameMemory memory = new HeapFrameMemory();
  private final Metrics metrics = new Metrics();
  private final List<ManualLoop> loops =
      IntStream.range(0, LOOPS).mapToObj(i -> new ManualLoop()).toList();
  private final boolean[] stalled = new boolean[LOOPS];
  private final QueueBounded hopBound;
  private final QueueBounded unsentBound;
  private long nowNanos;

  SimulatedNode(OutSettings settings, int maxRecords) {
    this.settings = settings;
    this.outs = new Outs(log, memory, loops, settings, metrics);
    this.hopBound = new QueueBounded("a hop", settings.hopBytes());
    this.unsentBound = new QueueBounded("a session", settings.unsentBytes());
    log.tails().forEach(tail -> tail.setMaxRecords(maxRecords));
  }

  ManualLoop loop(int index) {
    return loops.get(index);
  }

  boolean isStalled(int loop) {
    return stalled[loop];
  }

  void stall(int loop, boolean on) {
    stalled[loop] = on;
  }

  void step(ManualTail tail) {
    tail.step(nowNanos);
  }

  void moveLoop(int loop, int tasks) {
    for (int i = 0; i < tasks && !stalled[loop]; i++) {
      loops.get(loop).step();
    }
  }

  void advance(Duration time) {
    nowNanos += time.toNanos();
    for (int loop = 0; loop < LOOPS; loop++) {
      if (stalled[loop]) {
        loops.get(loop).stall(time);
      } else {
        loops.get(loop).advance(time);
      }
    }
  }

  /** For a fifth of a second everything moves that can. */
  void settle() {
    for (int i = 0; i < 10; i++) {
      log.tails().forEach(this::step);
      log.readers().forEach(this::step);
      advance(Duration.ofMillis(20));
    }
  }

  /** One read may come from each tail, and every batch has a buffer for each form of frame. */
  void checkBounds(List<SimulatedClient> clients, List<SimulatedTopic> topics) {
    long batch = (long) memory.largestBytes() * FrameForm.COUNT;
    for (Hub hub : outs.hubs()) {
      hopBound.check(hub.hop().bytes(), TAILS * batch);
    }
    for (SimulatedClient client : clients) {
      unsentBound.check(client.unsentBytes(), memory.largestBytes() + CONTROL_BYTES);
    }
    topics.forEach(this::checkReaders);
  }

  private void checkReaders(SimulatedTopic topic) {
    long readers =
        log.readers().stream().filter(reader -> reader.isReading(topic.stream())).count();
    if (readers > settings.readers()) {
      throw new AssertionError(readers + " readers read the past of " + topic);
    }
  }

  /** While nothing is on its way, only what sockets have not sent takes memory. */
  void checkMemory(List<SimulatedClient> clients) {
    int held =
        clients.stream().flatMap(c -> c.socket().stream()).mapToInt(MemorySocket::held).sum();
    boolean allMove = IntStream.range(0, LOOPS).noneMatch(loop -> stalled[loop]);
    if (allMove && memory.outstanding() > held) {
      throw new AssertionError(memory.outstanding() + " buffers are held, by sockets: " + held);
    }
  }

  void checkThatNothingIsLeft() {
    memory.assertNoLeaks();
    expectZero("bytes in hops", outs.hubs().stream().mapToLong(hub -> hub.hop().bytes()).sum());
    expectZero("sessions", sum(Metric.SESSIONS));
    expectZero("sessions behind", sum(Metric.CATCH_UP_SESSIONS));
    expectZero("open streams", log.tails().stream().mapToLong(ManualTail::openStreams).sum());
    expectZero("readers", log.readers().size());
  }

  private long sum(Metric metric) {
    return metrics.read(metric).values().stream().mapToLong(Long::longValue).sum();
  }

  private static void expectZero(String what, long count) {
    if (count != 0) {
      throw new AssertionError("left over: " + count + " " + what);
    }
  }
}
