package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.testing.socket.SinkSocket;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Per record and per batch there may be garbage; per delivery there is none. */
final class AllocationTest {
  private static final int WARM_UP = 3_000;
  private static final int BATCHES = 2_000;
  private static final int RECORDS = 4;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void deliveringToSessionsThatWantEverythingAllocatesNothingPerSession() {
    assertNothingPerSession("*");
  }

  @Test
  void deliveringByKeyAllocatesNothingPerSession() {
    assertNothingPerSession("k0", "k1", "k3");
  }

  @Test
  void deliveringByPrefixAllocatesNothingPerSession() {
    assertNothingPerSession("k*");
  }

  private static void assertNothingPerSession(String... keys) {
    long few = bytesOnTheLoop(100, keys);
    long many = bytesOnTheLoop(1_000, keys);

    double perDelivery = (many - few) / (900.0 * BATCHES * RECORDS);
    assertThat(perDelivery).as("bytes per delivery").isLessThan(0.01);
  }

  /** What the thread of a loop allocates while it delivers the batches to this many sessions. */
  private static long bytesOnTheLoop(int sessions, String... keys) {
    OutNode node = OutNode.withTrucks(1, OutSettings.DEFAULT, 1);
    List<SinkSocket> sockets =
        IntStream.range(0, sessions).mapToObj(i -> new SinkSocket(node.loop(0))).toList();
    Subscription subscription =
        new Subscription(OutNode.TRUCKS, KeyFilter.of(List.of(keys)), FrameKind.VALUE, Labels.NONE);
    sockets.forEach(socket -> node.outs.subscribe(subscription).accept(node.loop(0), socket));
    node.settle();
    deliver(node, WARM_UP);
    long bytes = deliver(node, BATCHES);
    assertThat(sockets).allSatisfy(s -> assertThat(s.flushes()).isEqualTo(WARM_UP + BATCHES));
    return bytes;
  }

  private static long deliver(OutNode node, int batches) {
    long bytes = 0;
    for (int i = 0; i < batches; i++) {
      for (int record = 0; record < RECORDS; record++) {
        node.produce("k" + record, "value");
      }
      node.stepTail();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      node.loop(0).run();
      bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return bytes;
  }
}
