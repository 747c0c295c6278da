package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static io.weir.engine.link.OutNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.TopicId;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.MemoryRecord;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that begin in the past: where, who reads for them, and what they are told. */
final class CatchUpTest {
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([\\w-]+)\"");
  private static final Notices TOLD = new Notices(true, Notices.OnGap.TELL, 0, Duration.ZERO);
  private static final int STALLED = 0;

  private final OutNode node = OutNode.withTrucks(2, OutNode.SMALL, 1);

  @AfterEach
  void buffersAreGivenBack() {
    node.assertNothingHeld();
  }

  private MemoryPeer open(int loop, FrameKind kind, From from, Notices notices) {
    MemoryPeer peer =
        node.connect(
            loop,
            new Subscription(
                OutNode.TRUCKS, KeyFilter.ALL, kind, from, Pace.DEFAULT, notices, Labels.NONE));
    node.advance(Duration.ofSeconds(1));
    return peer;
  }

  private static From at(long offset) {
    return at(new Cursor(topic(), Positions.of(offset)));
  }

  private static From at(Cursor cursor) {
    return new From.Resume(cursor);
  }

  private static TopicId topic() {
    return TopicId.of("trucks", 0, 1);
  }

  private static Cursor cursor(String text) {
    Matcher cursor = CURSOR.matcher(text);
    assertThat(cursor.find()).as(text).isTrue();
    return Cursor.parse(cursor.group(1));
  }

  private static long offset(String text) {
    return cursor(text).positions().next(0);
  }

  private void produce(int count) {
    IntStream.range(0, count).forEach(i -> node.produce("k", Integer.toString(i)));
    node.settle();
  }

  @Test
  void greetsWithWhereASessionBegins() {
    produce(5);
    MemoryPeer live = open(0, FrameKind.VALUE, From.LATEST, TOLD);
    MemoryPeer early = open(0, FrameKind.RECORD, From.EARLIEST, TOLD);
    MemoryPeer resumed = open(1, FrameKind.VALUE, at(3), TOLD);

    assertThat(texts(live)).hasSize(1);
    assertThat(texts(live).getFirst()).startsWith("\u001e{\"hello\":{\"stream\":\"trucks\",");
    assertThat(offset(texts(live).getFirst())).isEqualTo(5);
    assertThat(texts(early)).hasSize(6);
    assertThat(texts(early).getFirst()).startsWith("{\"hello\":{");
    assertThat(offset(texts(early).getFirst())).isZero();
    assertThat(offset(texts(resumed).getFirst())).isEqualTo(3);
    assertThat(texts(resumed)).endsWith("3", "4");
  }

  @Test
  void tellsTheCursorAfterSoManyRecords() {
    MemoryPeer peer =
        open(
            0,
            FrameKind.VALUE,
            From.LATEST,
            new Notices(false, Notices.OnGap.CLOSE, 3, Duration.ZERO));
    for (int i = 0; i < 7; i++) {
      produce(1);
    }

    List<String> texts = texts(peer);
    assertThat(texts).hasSize(9);
    assertThat(offset(texts.get(3))).isEqualTo(3);
    assertThat(offset(texts.get(7))).isEqualTo(6);
  }

  @Test
  void everyRecordFrameHasTheCursorBehindItsRecord() {
    MemoryPeer live = open(0, FrameKind.RECORD, From.LATEST, Notices.NONE);
    produce(20);
    MemoryPeer replayed = open(0, FrameKind.RECORD, From.EARLIEST, Notices.NONE);

    assertThat(texts(live)).hasSize(20);
    assertThat(texts(replayed)).isEqualTo(texts(live));
    for (int i = 0; i < 20; i++) {
      assertThat(offset(texts(live).get(i))).isEqualTo(i + 1);
    }
  }

  /** Both ride on one replay, which stands before the one who is ahead in a partition. */
  @Test
  void tellsItsOwnCursorToASessionThatIsAheadOfItsReader() {
    node.log.growTopic("trucks", 2);
    produce(3);
    IntStream.range(0, 2)
        .forEach(i -> node.log.append("trucks", 1, MemoryRecord.of("k", "other" + i)));
    Cursor ahead = new Cursor(topic(), Positions.of(0, 2));
    Subscription behind = subscription(at(new Cursor(topic(), Positions.of(1, 0))));
    MemoryPeer first = node.connect(0, behind);
    MemoryPeer second = node.connect(0, subscription(at(ahead)));
    node.settle();

    assertThat(texts(first)).hasSize(4);
    assertThat(texts(second)).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(cursor(texts(second).get(i)).positions().next(0)).isEqualTo(i + 1);
      assertThat(cursor(texts(second).get(i)).positions().next(1)).isEqualTo(2);
    }
    assertThat(node.count(Metric.RECORDS_REPLAYED)).isEqualTo(5);
  }

  private static Subscription subscription(From from) {
    return new Subscription(
        OutNode.TRUCKS,
        KeyFilter.ALL,
        FrameKind.RECORD,
        from,
        Pace.DEFAULT,
        Notices.NONE,
        Labels.NONE);
  }

  @Test
  void servesManySessionsThatAreNearEachOtherWithOnePass() {
    produce(1_000);
    List<MemoryPeer> peers =
        IntStream.range(0, 50).mapToObj(i -> node.connect(i % 2, subscription(at(i)))).toList();
    node.advance(Duration.ofSeconds(2));

    for (int i = 0; i < 50; i++) {
      assertThat(texts(peers.get(i))).hasSize(1_000 - i);
    }
    assertThat(node.count(Metric.RECORDS_REPLAYED)).isBetween(1_000L, 2_000L);
    assertThat(node.log.readers()).hasSizeLessThanOrEqualTo(OutNode.SMALL.readers());
  }

  @Test
  void whoComesFirstIsServedAtOnceAndWhoComesBehindHimTogether() {
    produce(1_000);
    MemoryPeer first = node.connect(1, subscription(at(500)));
    node.settle();
    assertThat(texts(first)).hasSize(500);
    List<MemoryPeer> others =
        IntStream.range(0, 40)
            .mapToObj(
                i -> {
                  MemoryPeer peer = node.connect(i % 2, subscription(at(100 - i)));
                  node.settle();
                  return peer;
                })
            .toList();
    assertThat(others).allSatisfy(peer -> assertThat(texts(peer)).isEmpty());

    node.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 40; i++) {
      assertThat(texts(others.get(i))).hasSize(900 + i);
    }
    assertThat(node.count(Metric.RECORDS_REPLAYED)).isLessThan(1_500);
  }

  @Test
  void aLoopThatStandsStillDoesNotKeepOthersWaitingForTheirPass() {
    produce(10);
    open(1, FrameKind.VALUE, at(5), TOLD);
    node.connect(1, subscription(at(5)));
    node.settle();
    node.connect(STALLED, subscription(at(3)));
    node.loop(STALLED).run();
    node.stepTail();
    MemoryPeer moving = node.connect(1, subscription(at(3)));
    node.advance(Duration.ofSeconds(2), STALLED);

    assertThat(texts(moving)).hasSize(7);
  }

  @Test
  void aLoopThatStandsStillDoesNotHoldUpTheRidersOfOthers() {
    produce(500);
    MemoryPeer stuck = node.connect(STALLED, subscription(at(0)));
    MemoryPeer moving = node.connect(1, subscription(at(0)));
    for (int i = 0; i < 3; i++) {
      node.loop(STALLED).step();
      node.loop(1).run();
      node.stepTail();
    }
    node.advance(Duration.ofSeconds(5), STALLED);
    assertThat(texts(moving)).hasSize(500);

    node.advance(Duration.ofSeconds(5));
    assertThat(texts(stuck)).isEqualTo(texts(moving));
  }

  @Test
  void tellsWhatRetentionHasTaken() {
    produce(10);
    node.log.retain("trucks", 0, 5);
    MemoryPeer told = open(0, FrameKind.VALUE, at(2), TOLD);
    MemoryPeer closed = open(0, FrameKind.VALUE, at(2), Notices.NONE);
    MemoryPeer earliest = open(0, FrameKind.VALUE, From.EARLIEST, Notices.NONE);

    assertThat(texts(told).get(1))
        .isEqualTo(
            "\u001e{\"gap\":{\"stream\":\"trucks\",\"partition\":0,\"from\":2,\"to\":4,"
                + "\"reason\":\"retention\"}}");
    assertThat(texts(told)).endsWith("5", "6", "7", "8", "9");
    assertThat(closeCode(closed)).isEqualTo(4503);
    assertThat(closed.close().map(WireFrame::closeReason))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("gap: partition 0, offsets 2 to 4, retention; cursor="));
    assertThat(texts(closed)).isEmpty();
    assertThat(texts(earliest)).containsExactly("5", "6", "7", "8", "9");
  }

  @Test
  void tellsALiveSessionWhatTheLogHasLost() {
    MemoryPeer told = open(0, FrameKind.VALUE, From.LATEST, TOLD);
    MemoryPeer closed = open(0, FrameKind.RECORD, From.LATEST, Notices.NONE);
    produce(4);
    node.log.truncate("trucks", 0, 2);
    node.produce("k", "new");
    node.settle();

    assertThat(texts(told).get(5)).contains("\"from\":2,\"to\":3,\"reason\":\"truncated\"");
    assertThat(texts(told)).hasSize(7).endsWith("new");
    assertThat(closeCode(closed)).isEqualTo(4503);
  }

  @Test
  void tellsASessionWhoseCursorTheLogHasLost() {
    open(1, FrameKind.VALUE, From.LATEST, TOLD);
    produce(4);
    MemoryPeer before = open(0, FrameKind.RECORD, From.EARLIEST, Notices.NONE);
    Cursor last = cursor(texts(before).getLast());
    node.log.truncate("trucks", 0, 2);
    produce(2); // the end is at the offset of the cursor again, but in another log
    MemoryPeer resumed = open(0, FrameKind.VALUE, at(last), TOLD);

    assertThat(texts(resumed).get(1)).contains("\"from\":2,\"to\":3,\"reason\":\"truncated\"");
    assertThat(texts(resumed)).hasSize(4).endsWith("0", "1");
  }

  /** However slowly the answers come whether it is live. */
  @Test
  void aReplayLooksAtTheLogBetweenTwoQuestionsWhetherItIsLive() {
    open(1, FrameKind.VALUE, From.LATEST, TOLD);
    produce(4);
    MemoryPeer before = open(0, FrameKind.RECORD, From.EARLIEST, Notices.NONE);
    Cursor last = cursor(texts(before).getLast());
    node.log.truncate("trucks", 0, 2);
    produce(2);
    MemoryPeer resumed = node.connect(0, told(at(last)));
    for (int i = 0; i < 20; i++) {
      long now = Duration.ofSeconds(100).plusMillis(10L * i).toNanos();
      node.loop(0).run();
      node.tail().step(now);
      node.log.readers().forEach(reader -> reader.step(now));
    }
    node.settle();

    assertThat(texts(resumed).get(1)).contains("\"from\":2,\"to\":3,\"reason\":\"truncated\"");
    assertThat(texts(resumed)).hasSize(4).endsWith("0", "1");
  }

  private static Subscription told(From from) {
    return new Subscription(
        OutNode.TRUCKS, KeyFilter.ALL, FrameKind.VALUE, from, Pace.DEFAULT, TOLD, Labels.NONE);
  }

  @Test
  void readersEndWithTheirStreamAlsoIfItIsAskedForInVain() {
    produce(1_000);
    node.connect(0, subscription(at(0)));
    stepAll();
    stepAll();
    assertThat(node.log.readers()).hasSize(1);
    node.log.deleteTopic("trucks");
    for (int i = 0; i < 10; i++) { // one of these comes before the reader is given back
      node.connect(0, subscription(From.LATEST));
      node.loop(0).run();
      node.log.readers().forEach(reader -> reader.step(0));
      node.tail().step(0);
    }
    node.settle();

    assertThat(node.log.readers()).isEmpty();
  }

  private void stepAll() {
    node.loop(0).run();
    node.stepTail();
  }

  @Test
  void refusesTheCursorOfATopicThatWasDeleted() {
    node.log.deleteTopic("trucks");
    node.log.createTopic("trucks", 1);
    MemoryPeer peer = open(0, FrameKind.VALUE, at(0), TOLD);

    assertThat(peer.opening().refusal())
        .hasValueSatisfying(
            refusal ->
                assertThat(refusal.message())
                    .isEqualTo("stream 'trucks' was re-created: begin anew, without this cursor"));
  }
}
