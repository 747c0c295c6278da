package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static io.weir.engine.link.OutNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Latency;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.Slow;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.MemorySocket;
import io.weir.testing.socket.WireFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AudienceTest {
  private final OutNode node = OutNode.withTrucks(1, OutSettings.DEFAULT, 1);

  @AfterEach
  void buffersAreGivenBack() {
    node.assertNothingHeld();
  }

  private void produce(String... keys) {
    for (int i = 0; i < keys.length; i++) {
      node.produce(keys[i].isEmpty() ? null : keys[i], keys[i] + i);
    }
    node.settle();
  }

  @Test
  void matchesExactKeysPrefixesAndAll() {
    MemoryPeer all = node.open(0);
    MemoryPeer exact = node.open(0, "truck-1", "truck-2");
    MemoryPeer prefix = node.open(0, "truck-*");
    MemoryPeer none = node.open(0, "car");
    produce("truck-1", "", "truck-22", "truck", "truck-2");

    assertThat(texts(all)).containsExactly("truck-10", "1", "truck-222", "truck3", "truck-24");
    assertThat(texts(exact)).containsExactly("truck-10", "truck-24");
    assertThat(texts(prefix)).containsExactly("truck-10", "truck-222", "truck-24");
    assertThat(texts(none)).isEmpty();
  }

  @Test
  void sendsARecordOnceThoughSeveralPatternsMatch() {
    MemoryPeer peer = node.open(0, "truck-1", "truck-*", "t*");
    produce("truck-1", "truck-2", "tram", "truck-1");

    assertThat(texts(peer)).containsExactly("truck-10", "truck-21", "tram2", "truck-13");
  }

  @Test
  void writesNeighboursWithOneWriteAndABatchWithOneFlush() {
    MemoryPeer peer = node.open(0, "a");
    MemorySocket socket = peer.opening().socket().orElseThrow();
    produce("b", "a", "a", "a", "b", "a", "a");

    assertThat(texts(peer)).hasSize(5);
    assertThat(socket.writes()).isEqualTo(2);
    assertThat(socket.flushes()).isEqualTo(1);
  }

  @Test
  void writesAWholeBatchWithOneWrite() {
    MemoryPeer peer = node.open(0);
    produce(IntStream.range(0, 100).mapToObj(i -> "k").toArray(String[]::new));

    assertThat(texts(peer)).hasSize(100);
    MemorySocket socket = peer.opening().socket().orElseThrow();
    assertThat(socket.writes()).isEqualTo(1);
    assertThat(socket.flushes()).isEqualTo(1);
  }

  @Test
  void touchesNoSocketThatWantsNothing() {
    MemorySocket socket = node.open(0, "a").opening().socket().orElseThrow();
    produce("b", "b");
    assertThat(socket.flushes()).isZero();
  }

  @Test
  void givesEachSessionItsFrames() {
    MemoryPeer values = node.open(0, FrameKind.VALUE, "k*");
    MemoryPeer records = node.open(0, FrameKind.RECORD);
    node.produce("k", "{\"a\":1}");
    node.produce("k", null);
    node.settle();

    assertThat(texts(values)).containsExactly("{\"a\":1}", "");
    assertThat(texts(records)).hasSize(2).first().asString().contains("\"value\":{\"a\":1}");
  }

  @Test
  void compressesForThoseWhoTakeItOnly() {
    MemoryPeer plain = node.open(0, FrameKind.VALUE);
    MemoryPeer compressing = node.openCompressing(0, FrameKind.VALUE);
    MemoryPeer keyed = node.openCompressing(0, FrameKind.VALUE, "k");
    String value = "{\"a\":1},".repeat(100);
    node.produce("k", value);
    node.settle();

    for (MemoryPeer peer : List.of(plain, compressing, keyed)) {
      assertThat(texts(peer)).containsExactly(value);
    }
    assertThat(plain.received()).hasSizeGreaterThan(800);
    assertThat(compressing.received()).hasSizeLessThan(100);
    assertThat(keyed.received()).isEqualTo(compressing.received());
  }

  @Test
  void sendsNothingForARecordThatHasNoFrame() {
    MemoryPeer all = node.open(0, FrameKind.JSON);
    MemoryPeer keyed = node.open(0, FrameKind.JSON, "k");
    MemoryPeer values = node.open(0, FrameKind.VALUE);
    for (String value : Arrays.asList("1", "one", null, "NaN")) {
      node.produce("k", value);
    }
    node.settle();

    assertThat(texts(all)).containsExactly("1", "NaN");
    assertThat(texts(keyed)).containsExactly("1", "NaN");
    assertThat(texts(values)).containsExactly("1", "one", "", "NaN");
    assertThat(node.count(Metric.DELIVERIES)).isEqualTo(8);
    assertThat(ages()).containsExactly(8L);
    assertThat(node.count(Metric.RECORDS_SKIPPED)).isEqualTo(2);
  }

  @Test
  void doesNotTouchSessionsForABatchWithoutAFrame() {
    MemoryPeer all = node.open(0, FrameKind.JSON);
    MemoryPeer keyed = node.open(0, FrameKind.JSON, "k");
    node.produce("k", "one");
    node.produce("k", null);
    node.settle();

    for (MemoryPeer peer : List.of(all, keyed)) {
      MemorySocket socket = peer.opening().socket().orElseThrow();
      assertThat(socket.writes()).isZero();
      assertThat(socket.flushes()).isZero();
    }
    assertThat(node.count(Metric.DELIVERIES)).isZero();
    assertThat(ages()).containsExactly(0L);
    assertThat(node.count(Metric.RECORDS_SKIPPED)).isEqualTo(2);
  }

  @Test
  void letsASlowSessionGoOnFromTheLogAndDeliversToTheOthers() {
    MemoryPeer slow = node.open(0);
    MemoryPeer keyed = node.open(0, "k");
    MemoryPeer quick = node.open(0);
    slow.pause();
    keyed.pause();
    List<String> values = produceMuch();
    assertThat(texts(quick)).isEqualTo(values);
    assertThat(node.memory.outstanding()).isLessThan(30);

    slow.resume();
    keyed.resume();
    node.settle();
    assertThat(texts(slow)).isEqualTo(values);
    assertThat(texts(keyed)).isEqualTo(values);
    assertThat(closeCode(slow)).isZero();

    produce("k");
    assertThat(texts(slow)).endsWith(texts(quick).getLast());
    assertThat(node.log.readers()).allMatch(reader -> reader.openStreams() == 0);
  }

  @Test
  void closesASlowSessionThatAskedForIt() {
    MemoryPeer slow = node.open(0, new Pace(Slow.DISCONNECT, 0));
    MemoryPeer quick = node.open(0);
    slow.pause();
    produceMuch();
    slow.resume();
    node.settle();

    // 100,006 bytes a frame; the kernel holds 65,536 of them, so 12 frames pass the limit.
    String reason = "slow: " + (12 * 100_006 - OutNode.KERNEL_BYTES) + " bytes unsent";
    assertThat(slow.close().map(WireFrame::closeReason)).contains(reason);
    assertThat(closeCode(slow)).isEqualTo(4250);
    assertThat(texts(slow))
        .hasSize(1); // the one that had begun; the reason stands ahead of the rest
    assertThat(texts(quick)).hasSize(20);
  }

  private List<String> produceMuch() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      values.add(Integer.toString(10 + i) + "x".repeat(99_994));
      node.produce("k", values.getLast());
      node.settle();
    }
    return values;
  }

  @Test
  void forgetsSessionsThatLeave() {
    MemoryPeer leaving = node.open(0, "a", "a*");
    MemoryPeer staying = node.open(0, "a");
    produce("a");
    assertThat(node.count(Metric.SESSIONS)).isEqualTo(2);
    leaving.disconnect();
    produce("a");

    assertThat(texts(leaving)).hasSize(1);
    assertThat(texts(staying)).hasSize(2);
    assertThat(node.count(Metric.SESSIONS)).isEqualTo(1);
  }

  @Test
  void countsDeliveriesBytesAndAges() {
    node.open(0);
    node.open(0, "a");
    produce("a", "b");

    assertThat(node.count(Metric.RECORDS_READ)).isEqualTo(2);
    assertThat(node.count(Metric.DELIVERIES)).isEqualTo(3);
    assertThat(node.count(Metric.DELIVERED_BYTES)).isEqualTo(12);
    assertThat(ages()).containsExactly(3L);
  }

  /** How many deliveries were observed, by stream. */
  private LongStream ages() {
    return node.metrics.readLatencies().values().stream()
        .flatMap(List::stream)
        .map(Latency::counts)
        .mapToLong(counts -> Arrays.stream(counts).sum());
  }

  @Test
  void endsEveryoneWhomAFailureMayHaveSkipped() {
    MemoryPeer before = node.open(0);
    node.outs
        .subscribe(new Subscription(OutNode.TRUCKS, KeyFilter.ALL, FrameKind.VALUE, Labels.NONE))
        .accept(node.loop(0), new BrokenSocket(node.loop(0)));
    node.settle();
    MemoryPeer after = node.open(0);
    MemoryPeer keyed = node.open(0, "k");
    produce("k");

    assertThat(closeCode(before)).isEqualTo(1011);
    assertThat(closeCode(after)).isEqualTo(1011);
    assertThat(closeCode(keyed)).isEqualTo(1011);
    MemoryPeer next = node.open(0, "k");
    produce("k");
    assertThat(texts(next)).hasSize(1);
  }
}
