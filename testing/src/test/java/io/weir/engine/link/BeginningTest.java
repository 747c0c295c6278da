package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static io.weir.engine.link.OutNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.History;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.stream.MemoryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where sessions begin, and how they come from there to what is live. */
final class BeginningTest {
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");
  private static final Notices TOLD = new Notices(true, Notices.OnGap.TELL, 0, Duration.ZERO);

  private final OutNode node = OutNode.withTrucks(1, OutSettings.DEFAULT, 3);

  @AfterEach
  void nothingIsLeft() {
    node.assertNothingHeld();
  }

  private void produce(int partition, String key, String value, long millis) {
    node.log.append(
        "trucks", partition, new MemoryRecord(utf8(key), utf8(value), List.of(), millis));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private MemoryPeer open(
      Stream stream, FrameKind kind, From from, Notices notices, String... keys) {
    Subscription subscription =
        new Subscription(
            stream,
            KeyFilter.of(List.of(keys)),
            kind,
            from,
            Pace.DEFAULT,
            notices,
            Labels.of("listener", "test"));
    MemoryPeer peer = node.connect(0, subscription);
    node.advance(Duration.ofSeconds(1));
    return peer;
  }

  private MemoryPeer open(From from, String... keys) {
    return open(OutNode.TRUCKS, FrameKind.VALUE, from, Notices.NONE, keys);
  }

  private static Cursor cursor(String frame) {
    Matcher found = CURSOR.matcher(frame);
    assertThat(found.find()).as(frame).isTrue();
    return Cursor.parse(found.group(1));
  }

  @Test
  void beginsWithTheEarliestAndGoesOnLive() {
    produce(0, "a", "1", 10);
    produce(1, "a", "2", 20);
    MemoryPeer peer = open(From.EARLIEST);
    produce(2, "a", "3", 30);
    node.settle();

    assertThat(texts(peer)).containsExactlyInAnyOrder("1", "2", "3").endsWith("3");
  }

  @Test
  void beginsWithWhatIsNotOlder() {
    produce(0, "a", "old", 10);
    produce(0, "a", "new", 20);
    produce(1, "a", "old, too", 10);

    assertThat(texts(open(new From.Since(20)))).containsExactly("new");
  }

  @Test
  void goesOnFromTheCursorOfEachFrame() {
    for (int i = 0; i < 9; i++) {
      produce(i % 3, "a", Integer.toString(i), i);
    }
    MemoryPeer all = open(OutNode.TRUCKS, FrameKind.RECORD, From.EARLIEST, Notices.NONE);
    assertThat(texts(all)).hasSize(9);
    for (int i = 0; i < 9; i++) {
      MemoryPeer rest =
          open(
              OutNode.TRUCKS,
              FrameKind.RECORD,
              new From.Resume(cursor(texts(all).get(i))),
              Notices.NONE);
      assertThat(texts(rest)).hasSize(8 - i).isSubsetOf(texts(all).subList(i + 1, 9));
    }
  }

  @Test
  void refusesTheCursorOfAnEarlierTopic() {
    produce(0, "a", "1", 10);
    MemoryPeer first = open(OutNode.TRUCKS, FrameKind.RECORD, From.EARLIEST, Notices.NONE);
    Cursor cursor = cursor(texts(first).getFirst());
    node.log.deleteTopic("trucks");
    node.log.createTopic("trucks", 3);
    node.advance(Duration.ofSeconds(1));
    assertThat(closeCode(first)).isEqualTo(4502);

    MemoryPeer second = open(new From.Resume(cursor));
    assertThat(second.opening().refusal()).map(Refusal::code).contains(ErrorCode.STREAM_RECREATED);
    MemoryPeer foreign =
        open(new From.Resume(new Cursor(TopicId.of("other", 1, 2), Positions.of(0))));
    assertThat(foreign.opening().refusal()).map(Refusal::code).contains(ErrorCode.BAD_REQUEST);
  }

  @Test
  void deliversTheMostRecentInTheOrderOfTheirTimesAndThenLive() {
    produce(0, "a", "1", 10);
    produce(1, "a", "3", 30);
    produce(2, "b", "4", 40);
    produce(0, "a", "5", 50);
    produce(1, "b", "6", 60);
    MemoryPeer three = open(new From.Last(3));
    MemoryPeer keyed = open(new From.Last(2), "a");
    produce(0, "a", "7", 70);
    node.settle();

    assertThat(texts(three)).containsExactly("4", "5", "6", "7");
    assertThat(texts(keyed)).containsExactly("3", "5", "7");
  }

  @Test
  void looksFurtherBackForWhatMatchesSeldom() {
    produce(0, "rare", "found", 1);
    for (int i = 0; i < 700; i++) {
      produce(0, "often", Integer.toString(i), i);
    }
    MemoryPeer peer = open(OutNode.TRUCKS, FrameKind.RECORD, new From.Last(5), TOLD, "rare");

    assertThat(texts(peer).getFirst()).contains("\"found\":1");
    assertThat(texts(peer).get(1)).contains("\"offset\":0");
    produce(0, "rare", "live", 800);
    node.settle();
    assertThat(texts(peer)).hasSize(3);
  }

  @Test
  void looksNoFurtherBackThanItMay() {
    OutNode brief = OutNode.withTrucks(1, OutSettings.DEFAULT.with(2, 100), 1);
    brief.produce("rare", "too far back");
    for (int i = 0; i < 2_000; i++) {
      brief.produce("often", Integer.toString(i));
    }
    Subscription subscription =
        new Subscription(
            OutNode.TRUCKS,
            KeyFilter.of(List.of("rare")),
            FrameKind.RECORD,
            new From.Last(1),
            Pace.DEFAULT,
            TOLD,
            Labels.of("listener", "test"));
    MemoryPeer peer = brief.connect(0, subscription);
    brief.advance(Duration.ofSeconds(1));

    assertThat(texts(peer)).singleElement().asString().contains("\"found\":0");
    brief.assertNothingHeld();
  }

  @Test
  void oneScanServesAllWhoWait() {
    for (int i = 0; i < 100; i++) {
      produce(0, "k" + i % 10, Integer.toString(i), i);
    }
    List<MemoryPeer> peers =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    node.connect(
                        0,
                        new Subscription(
                            OutNode.TRUCKS,
                            KeyFilter.of(List.of("k" + i)),
                            FrameKind.VALUE,
                            new From.Last(1),
                            Pace.DEFAULT,
                            Notices.NONE,
                            Labels.of("listener", "test"))))
            .toList();
    node.advance(Duration.ofSeconds(1));

    for (int i = 0; i < 10; i++) {
      assertThat(texts(peers.get(i))).containsExactly(Integer.toString(90 + i));
    }
  }

  @Test
  void whoWaitsForTheMostRecentIsAnsweredWhenTheTopicIsDeleted() {
    produce(0, "a", "1", 10);
    open(From.LATEST);
    List<MemoryPeer> peers =
        IntStream.range(0, 100).mapToObj(i -> node.connect(0, last(1))).toList();
    node.loop(0).run();
    node.tail().step(0); // one scan is on its way for some, the others wait
    node.log.deleteTopic("trucks");
    node.advance(Duration.ofSeconds(1));

    for (MemoryPeer peer : peers) {
      assertThat(peer.opening().refusal())
          .map(Refusal::code)
          .hasValueSatisfying(
              code -> assertThat(code.kind()).isIn(ErrorKind.USER, ErrorKind.TRANSIENT));
    }
  }

  @Test
  void keepsNoMoreOfTheMostRecentThanABoundAndSaysSo() {
    byte[] value = new byte[1 << 20];
    Arrays.fill(value, (byte) 'x');
    for (int i = 0; i < 10; i++) {
      node.log.append("trucks", i % 3, new MemoryRecord(utf8("a"), value, List.of(), i));
    }
    MemoryPeer peer = open(OutNode.TRUCKS, FrameKind.VALUE, new From.Last(10), TOLD);

    assertThat(texts(peer).getFirst()).contains("\"found\":7"); // below 8 MiB
    assertThat(texts(peer)).hasSize(8);
  }

  private static Subscription last(int count) {
    return new Subscription(
        OutNode.TRUCKS,
        KeyFilter.ALL,
        FrameKind.VALUE,
        new From.Last(count),
        Pace.DEFAULT,
        Notices.NONE,
        Labels.of("listener", "test"));
  }

  @Test
  void tellsOfTheHistoryThatMayNotBeRead() {
    Stream brief =
        new Stream("trucks", "trucks", Format.JSON, false, true, new History(Duration.ZERO, 2));
    for (int i = 0; i < 5; i++) {
      produce(0, "a", Integer.toString(i), i);
    }
    Cursor first =
        cursor(texts(open(OutNode.TRUCKS, FrameKind.RECORD, From.EARLIEST, Notices.NONE)).get(0));

    assertThat(texts(open(brief, FrameKind.VALUE, From.EARLIEST, Notices.NONE)))
        .containsExactly("3", "4");
    MemoryPeer told = open(brief, FrameKind.RECORD, new From.Resume(first), TOLD);
    assertThat(texts(told).get(1))
        .isEqualTo(
            "{\"gap\":{\"stream\":\"trucks\",\"partition\":0,\"from\":1,\"to\":2,"
                + "\"reason\":\"history\"}}");
    assertThat(texts(told)).hasSize(4);
    MemoryPeer closed = open(brief, FrameKind.VALUE, new From.Resume(first), Notices.NONE);
    assertThat(closeCode(closed)).isEqualTo(4503);
  }

  @Test
  void manyWhoComeBackShareAPass() {
    for (int i = 0; i < 1_000; i++) {
      produce(i % 3, "a", Integer.toString(i), i);
    }
    MemoryPeer all = open(OutNode.TRUCKS, FrameKind.RECORD, From.EARLIEST, Notices.NONE);
    long before = node.count(Metric.RECORDS_REPLAYED);
    List<String> frames = texts(all);
    List<MemoryPeer> peers =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    node.connect(
                        0,
                        new Subscription(
                            OutNode.TRUCKS,
                            KeyFilter.ALL,
                            FrameKind.VALUE,
                            new From.Resume(cursor(frames.get(5 * i))),
                            Pace.DEFAULT,
                            Notices.NONE,
                            Labels.of("listener", "test"))))
            .toList();
    node.advance(Duration.ofSeconds(1));

    for (int i = 0; i < 100; i++) {
      assertThat(texts(peers.get(i))).hasSize(999 - 5 * i);
    }
    assertThat(node.count(Metric.RECORDS_REPLAYED) - before).isLessThan(2_100);
  }
}
