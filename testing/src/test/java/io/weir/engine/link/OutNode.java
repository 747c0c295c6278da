package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.ManualTail;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The way out of a node whose log, loops and sockets are all stepped by hand. */
final class OutNode {
  static final Stream TRUCKS = new Stream("trucks", "trucks", Format.JSON, false, true);
  static final int KERNEL_BYTES = 64 << 10;
  static final OutSettings SMALL =
      new OutSettings(
          4_096, 1 << 20, 4_096, 512, Duration.ofSeconds(1), Duration.ofSeconds(30), 2, 100, 1_000);

  final MemoryLog log = new MemoryLog(1);
  final HeapFrameMemory memory = new HeapFrameMemory();
  final Metrics metrics = new Metrics();
  final List<ManualLoop> loops;
  final Outs outs;
  private long nowNanos;

  OutNode(int loops, OutSettings settings) {
    this.loops = IntStream.range(0, loops).mapToObj(i -> new ManualLoop()).toList();
    this.outs = new Outs(log, memory, this.loops, settings, metrics);
  }

  /** A node whose topic of trucks has these partitions. */
  static OutNode withTrucks(int loops, OutSettings settings, int partitions) {
    OutNode node = new OutNode(loops, settings);
    node.log.createTopic("trucks", partitions);
    return node;
  }

  ManualTail tail() {
    return log.tail(TRUCKS);
  }

  ManualLoop loop(int index) {
    return loops.get(index);
  }

  Hop hop(int index) {
    return outs.hubs().get(index).hop();
  }

  /** A session that asks to be opened; nothing has moved yet. */
  MemoryPeer connect(int loop, FrameKind kind, String... keys) {
    Labels labels = Labels.of("listener", "test");
    Subscription subscription = new Subscription(TRUCKS, KeyFilter.of(List.of(keys)), kind, labels);
    return connect(loop, subscription);
  }

  /** An open session of values at this pace. */
  MemoryPeer open(int loop, Pace pace) {
    Subscription subscription =
        new Subscription(
            TRUCKS,
            KeyFilter.ALL,
            FrameKind.VALUE,
            From.LATEST,
            pace,
            Notices.NONE,
            Labels.of("listener", "test"));
    return opened(connect(loop, subscription));
  }

  MemoryPeer connect(int loop, Subscription subscription) {
    return MemoryPeer.connect(loops.get(loop), outs.subscribe(subscription), KERNEL_BYTES).polite();
  }

  /** An open session of values. */
  MemoryPeer open(int loop, String... keys) {
    return open(loop, FrameKind.VALUE, keys);
  }

  MemoryPeer open(int loop, FrameKind kind, String... keys) {
    return opened(connect(loop, kind, keys));
  }

  private MemoryPeer opened(MemoryPeer peer) {
    settle();
    if (peer.opening().socket().isEmpty()) {
      throw new AssertionError("not open: " + peer.opening().refusal());
    }
    return peer;
  }

  /** An open session whose socket takes compressed messages. */
  MemoryPeer openCompressing(int loop, FrameKind kind, String... keys) {
    MemoryPeer peer = connect(loop, kind, keys).takingCompressed();
    settle();
    return peer;
  }

  void produce(@Nullable String key, @Nullable String value) {
    log.append("trucks", 0, MemoryRecord.of(key, value));
  }

  void stepTail() {
    tail().step(nowNanos);
    List.copyOf(log.readers()).forEach(reader -> reader.step(nowNanos));
  }

  /** Moves all loops but one until nothing is left to do, with some steps of the tail between. */
  void settleWithout(int stalled) {
    for (int i = 0; i < 10; i++) {
      for (int loop = 0; loop < loops.size(); loop++) {
        if (loop != stalled) {
          loops.get(loop).run();
        }
      }
      stepTail();
    }
  }

  void settle() {
    settleWithout(-1);
    loops.forEach(ManualLoop::run);
  }

  /** Moves the clock in steps of a second; the stalled loop does not move. */
  void advance(Duration time, int stalled) {
    for (long second = 0; second < time.toSeconds(); second++) {
      nowNanos += Duration.ofSeconds(1).toNanos();
      for (int loop = 0; loop < loops.size(); loop++) {
        if (loop == stalled) {
          loops.get(loop).stall(Duration.ofSeconds(1));
        } else {
          loops.get(loop).advance(Duration.ofSeconds(1));
        }
      }
      settleWithout(stalled);
    }
  }

  void advance(Duration time) {
    advance(time, -1);
  }

  /** Fails if a buffer is still held, or counted between a tail and a loop. */
  void assertNothingHeld() {
    settle();
    memory.assertNoLeaks();
    for (Hub hub : outs.hubs()) {
      assertThat(hub.hop().bytes()).isZero();
    }
  }

  long count(Metric metric) {
    return metrics.read(metric).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The texts that a peer has received. */
  static List<String> texts(MemoryPeer peer) {
    return peer.frames().stream()
        .filter(frame -> frame.opcode() == WireFrame.TEXT)
        .map(WireFrame::text)
        .toList();
  }

  /** The code of the close frame that a peer has received, or 0. */
  static int closeCode(MemoryPeer peer) {
    return peer.close().map(WireFrame::closeCode).orElse(0);
  }
}
