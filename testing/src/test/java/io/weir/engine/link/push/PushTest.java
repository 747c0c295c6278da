package io.weir.engine.link.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.testing.stream.MemoryGroups;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PushTest {
  private static final Stream ALERTS = new Stream("alerts", "alerts", Format.JSON, false, true);
  private static final Stream DEAD = new Stream("dead", "dead", Format.BYTES, false, false);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MemoryLog log = new MemoryLog(1);
  private final MemoryGroups groups = new MemoryGroups(log);
  private PushNode node = node(settings(new Confirm.Pong()));

  @AfterEach
  void everyBufferIsGivenBack() {
    node.push.stop();
    node.settle(Duration.ofSeconds(2));
    node.memory.assertNoLeaks();
  }

  private PushNode node(PushSettings settings) {
    return new PushNode(log, groups, settings, (peer, frame) -> {});
  }

  @Test
  void commitsWhatAPongConfirms() {
    begin(settings(new Confirm.Pong()));
    produce(120);
    node.settle(SECOND);
    assertThat(committed().next(0)).isZero();

    node.peer().readAll();
    assertThat(node.peer().received()).hasSize(120);
    assertThat(node.peer().pong()).isEqualTo(50);
    node.settle(SECOND);
    assertThat(committed().next(0)).isEqualTo(50);
    node.peer().forgetPongs();
    assertThat(node.peer().pong()).isEqualTo(120);
    node.settle(SECOND);
    assertThat(committed().next(0)).isEqualTo(120);
    assertThat(node.progress).isEqualTo(2);
  }

  @Test
  void aPongThatWasNotAskedForConfirmsNothing() {
    begin(settings(new Confirm.Pong()));
    produce(10);
    node.settle(Duration.ofMillis(50));
    node.loop.run(() -> node.peer().handler().onPong(Long.MAX_VALUE));
    node.settle(SECOND);

    assertThat(committed().next(0)).isZero();
  }

  @Test
  void sendsAgainWhatALostConnectionLeftUnconfirmed() {
    begin(settings(new Confirm.Pong()));
    produce(80);
    node.settle(SECOND);
    node.peer().readAll();
    node.peer().pong();
    node.settle(Duration.ofMillis(50));
    node.peer().end();
    node.step();
    node.connect();
    node.settle(SECOND);
    node.peer().readAll();

    assertThat(node.peer().received()).isEqualTo(values(50, 80));
  }

  @Test
  void aPeerThatEndsEachConnectionAfterAHundredFramesGetsEverything() {
    begin(settings(new Confirm.Pong()));
    produce(1_000);
    int connections = 0;
    while (committed().next(0) < 1_000) {
      assertThat(++connections).isLessThan(30);
      node.connect();
      node.settle(Duration.ofMillis(100));
      node.peer().read(4); // two times fifty frames and a ping
      while (node.peer().pong() >= 0) {
        node.settle(Duration.ofMillis(10));
      }
      node.peer().end();
      node.settle(SECOND);
    }
  }

  @Test
  void holdsWhenTooMuchIsUnconfirmedAndReadsNothingForAPeerThatIsAway() {
    begin(settings(new Confirm.Pong(), 100));
    produce(2_000);
    node.settle(Duration.ofSeconds(6)); // the log's end is asked for now and then
    node.peer().readAll();
    assertThat(node.peer().received()).hasSize(100);
    assertThat(node.push.status().inFlight()).isEqualTo(100);
    assertThat(node.push.status().lag()).isEqualTo(2_000);
    int held = node.memory.outstanding();
    node.peer().end();
    node.settle(Duration.ofSeconds(12));

    assertThat(node.readers()).isZero();
    assertThat(node.memory.outstanding()).isEqualTo(held).isLessThan(3);
  }

  @Test
  void givesUpAPeerThatNeverConfirms() {
    begin(settings(new Confirm.Pong()));
    produce(1);
    node.settle(SECOND);
    node.peer().readAll();
    node.settle(Duration.ofSeconds(80));

    assertThat(node.peer().closing())
        .extracting(CloseReason::reason, InstanceOfAssertFactories.STRING)
        .contains("none confirmed")
        .contains("pong");
  }

  @Test
  void writtenIsConfirmedWhenTheKernelHasIt() {
    begin(settings(new Confirm.Written()));
    produce(10);
    node.settle(SECOND);
    assertThat(committed().next(0)).isZero();
    node.peer().readAll();
    node.settle(SECOND);

    assertThat(committed().next(0)).isEqualTo(10);
  }

  @Test
  void whatIsDroppedByClosingIsNotWritten() {
    begin(settings(new Confirm.Written()));
    produce(10);
    node.settle(Duration.ofMillis(30));
    node.loop.run(() -> node.peer().closeAhead(CloseReason.NORMAL));
    node.settle(SECOND);

    assertThat(committed().next(0)).isZero();
  }

  @Test
  void repliesInOrderConfirmOneFrameEach() {
    begin(settings(ack(Optional.empty(), false, Optional.empty())));
    produce(5);
    node.settle(SECOND);
    node.peer().readAll();
    node.peer().reply("noise");
    node.peer().reply("ok");
    node.peer().reply("ok");
    node.settle(SECOND);

    assertThat(committed().next(0)).isEqualTo(2);
  }

  @Test
  void repliesByIdCommitUpToTheFirstThatIsMissing() {
    begin(settings(ack(Optional.of("/id"), false, Optional.empty())));
    produce(5);
    node.settle(SECOND);
    node.peer().readAll();
    node.peer().reply("{\"ok\":1,\"id\":3}");
    node.peer().reply("{\"ok\":1,\"id\":\"0-0\"}");
    node.settle(SECOND);
    assertThat(committed().next(0)).isEqualTo(1);
    node.peer().end();
    node.step();
    node.connect();
    node.settle(SECOND);
    node.peer().readAll();

    assertThat(node.peer().received()).containsExactly("v1", "v2", "v4");
  }

  @Test
  void aCumulativeReplyConfirmsWhatIsBeforeItsCursor() {
    Confirm confirm = ack(Optional.of("/cursor"), true, Optional.empty());
    begin(
        new PushSettings(
            "link", ALERTS, KeyFilter.ALL, FrameKind.RECORD, new Start.Earliest(), confirm));
    produce(5);
    node.settle(SECOND);
    node.peer().readAll();
    String cursor = cursor(node.peer().received().get(3));
    node.peer().reply("{\"ok\":1,\"cursor\":\"" + cursor + "\"}");
    node.settle(SECOND);

    assertThat(committed().next(0)).isEqualTo(4);
  }

  /** A cursor stands behind one record of each partition; only the last one sent is meant. */
  @Test
  void aReplyByCursorThatComesTwiceConfirmsNothingElse() {
    log.createTopic("alerts", 2);
    Confirm confirm = ack(Optional.of("/cursor"), false, Optional.empty());
    begin(
        new PushSettings(
            "link", ALERTS, KeyFilter.ALL, FrameKind.RECORD, new Start.Earliest(), confirm));
    log.append("alerts", 0, MemoryRecord.of("a", "x"));
    log.append("alerts", 1, MemoryRecord.of("b", "y"));
    node.settle(SECOND);
    node.peer().readAll();
    assertThat(node.peer().received()).hasSize(2);
    String cursor = cursor(node.peer().received().get(1));
    for (int i = 0; i < 2; i++) {
      node.peer().reply("{\"ok\":1,\"cursor\":\"" + cursor + "\"}");
      node.settle(SECOND);
    }

    assertThat(node.push.status().inFlight()).isEqualTo(1);
    assertThat(committed().next(0) + committed().next(1)).isEqualTo(1);
  }

  @Test
  void aRejectedRecordBlocksItsKeyOnlyAndIsADeadLetterAtLast() {
    var reject = new Confirm.Reject(reply -> text(reply).contains("no"), 2, DEAD);
    begin(settings(ack(Optional.of("/id"), false, Optional.of(reject))));
    for (String key : List.of("a", "a", "b", "b")) {
      log.append("alerts", 0, MemoryRecord.of(key, key + log.end("alerts", 0)));
    }
    node.settle(SECOND);
    node.peer().readAll();
    assertThat(node.peer().received()).containsExactly("a0", "b2");
    node.peer().reply("{\"no\":1,\"id\":0}");
    node.peer().reply("{\"ok\":1,\"id\":2}");
    node.settle(Duration.ofSeconds(3));
    node.peer().readAll();
    assertThat(node.peer().received()).containsExactly("a0", "b2", "b3", "a0");
    for (int i = 0; i < 2; i++) {
      node.peer().reply("{\"no\":1,\"id\":0}");
      node.settle(Duration.ofSeconds(3));
      node.peer().readAll();
    }

    assertThat(node.peer().received()).containsExactly("a0", "b2", "b3", "a0", "a0", "a1");
    assertThat(node.deadLetters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.stream()).isEqualTo(DEAD);
              assertThat(text(letter.value())).isEqualTo("a0");
              assertThat(letter.headers())
                  .anySatisfy(
                      header ->
                          assertThat(text(header.value()))
                              .isEqualTo("rejected 3 times by the peer"));
            });
    assertThat(committed().next(0)).isEqualTo(1);
  }

  @Test
  void othersKeysCountAsConfirmed() {
    begin(
        new PushSettings(
            "link",
            ALERTS,
            KeyFilter.of(List.of("wanted")),
            FrameKind.VALUE,
            new Start.Earliest(),
            new Confirm.Pong()));
    log.append("alerts", 0, MemoryRecord.of("wanted", "x"));
    produce(7);
    node.settle(SECOND);
    node.peer().readAll();
    assertThat(node.peer().received()).containsExactly("x");
    node.peer().pong();
    node.settle(SECOND);

    assertThat(committed().next(0)).isEqualTo(8);
  }

  @Test
  void aGapIsToldInOrderWhereFramesAreObjects() {
    log.createTopic("alerts", 1);
    produce(3);
    log.retain("alerts", 0, 2);
    groups.set("link", new Commit(new Cursor(log.id("alerts"), Positions.of(0)), ""));
    begin(
        new PushSettings(
            "link",
            ALERTS,
            KeyFilter.ALL,
            FrameKind.RECORD,
            new Start.Latest(),
            new Confirm.Pong()));
    node.settle(SECOND);
    node.peer().readAll();

    assertThat(node.peer().received().get(0)).contains("\"gap\"").contains("\"to\":1");
    assertThat(node.peer().received().get(1)).contains("\"offset\":2");
  }

  @Test
  void offsetsOfATopicThatWasRecreatedAreNotApplied() {
    log.createTopic("alerts", 1);
    Cursor old = new Cursor(log.id("alerts"), Positions.of(5));
    log.deleteTopic("alerts");
    groups.set("link", new Commit(old, ""));
    begin(settings(new Confirm.Pong()));
    produce(10);
    node.settle(SECOND);
    node.peer().readAll();

    assertThat(node.peer().received()).isEqualTo(values(0, 10));
  }

  @Test
  void norAreThoseOfOneThatHadMorePartitions() {
    log.createTopic("alerts", 3);
    Cursor old = new Cursor(log.id("alerts"), Positions.of(5, 0, 2));
    log.deleteTopic("alerts");
    groups.set("link", new Commit(old, ""));
    begin(settings(new Confirm.Pong()));
    produce(10);
    node.settle(Duration.ofSeconds(3));
    node.peer().readAll();

    assertThat(node.peer().received()).isEqualTo(values(0, 10));
  }

  @Test
  void anOperatorsOffsetsAreTakenAsTheyAre() {
    log.createTopic("alerts", 1);
    groups.set("link", new Commit(new Cursor(Cursor.NOWHERE.topic(), Positions.of(4)), ""));
    produce(6);
    begin(settings(new Confirm.Pong()));
    node.settle(SECOND);
    node.peer().readAll();

    assertThat(node.peer().received()).isEqualTo(values(4, 6));
  }

  @Test
  void aTopicThatIsRecreatedMeanwhileIsReadFromItsBeginning() {
    begin(settings(new Confirm.Pong()));
    produce(3);
    node.settle(SECOND);
    log.deleteTopic("alerts");
    log.createTopic("alerts", 1);
    log.append("alerts", 0, MemoryRecord.of(null, "new"));
    for (int i = 0; i < 4; i++) {
      node.settle(SECOND);
      node.connect();
    }
    node.peer().readAll();

    assertThat(node.peer().received()).containsExactly("new");
  }

  @Test
  void aStopCommitsAndHandsOver() {
    begin(settings(new Confirm.Pong()));
    produce(10);
    node.settle(Duration.ofMillis(300));
    node.peer().readAll();
    node.push.stop();
    node.loop.run();
    node.peer().pong();
    node.settle(Duration.ofMillis(100));

    assertThat(committed().next(0)).isEqualTo(10);
    assertThat(node.owns()).isFalse();
  }

  /** Or the next one's socket would be a second one. */
  @Test
  void aStopHandsOverOnceItsSocketHasEnded() {
    begin(settings(new Confirm.Pong()));
    node.closesSlowly = true;
    PushNode other = new PushNode(log, groups, settings(new Confirm.Pong()), (peer, frame) -> {});
    CompletableFuture<?> stopped = node.push.stop();
    node.settle(SECOND);
    other.settle(SECOND);
    assertThat(node.owns()).isFalse();
    assertThat(stopped).isNotDone();
    assertThat(other.owns()).isFalse();

    node.endSocket();
    node.settle(SECOND);
    other.settle(SECOND);
    assertThat(stopped).isDone();
    assertThat(other.owns()).isTrue();
  }

  @Test
  void oneFlushCarriesABatch() {
    begin(settings(new Confirm.Pong()));
    produce(100);
    node.settle(Duration.ofMillis(50));

    assertThat(node.peer().flushes()).isLessThanOrEqualTo(2);
  }

  private void begin(PushSettings settings) {
    if (!log.hasTopic("alerts")) {
      log.createTopic("alerts", 1);
    }
    node = node(settings);
    node.settle(SECOND);
    node.connect();
    node.step();
  }

  private static PushSettings settings(Confirm confirm) {
    return settings(confirm, PushSettings.IN_FLIGHT_RECORDS);
  }

  private static PushSettings settings(Confirm confirm, int inFlight) {
    return new PushSettings(
        "link",
        ALERTS,
        KeyFilter.ALL,
        FrameKind.VALUE,
        new Start.Earliest(),
        confirm,
        inFlight,
        PushSettings.IN_FLIGHT_BYTES,
        PushSettings.PATIENCE);
  }

  private static Confirm ack(
      Optional<String> id, boolean cumulative, Optional<Confirm.Reject> reject) {
    return new Confirm.Ack(
        reply -> text(reply).contains("ok"), id.map(JsonPointer::parse), cumulative, reject);
  }

  private static String cursor(String frame) {
    return frame.replaceAll(".*\"cursor\":\"([^\"]*)\".*", "$1");
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private void produce(int count) {
    for (int i = 0; i < count; i++) {
      log.append("alerts", 0, MemoryRecord.of("k", "v" + log.end("alerts", 0)));
    }
  }

  private static List<String> values(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "v" + i).toList();
  }

  private Positions committed() {
    return groups.committed("link").cursor().positions();
  }
}
