package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.SessionStatus;
import io.weir.engine.link.Sessions;
import io.weir.engine.link.in.InSettings;
import io.weir.engine.link.in.Ins;
import io.weir.engine.listener.Answer;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that subscribe by messages. */
final class ConversationTest {
  private static final Stream TRUCKS = new Stream("trucks", "trucks", Format.JSON, false, true);
  private static final Stream VANS = new Stream("vans", "vans", Format.JSON, false, true);
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

  private final ManualLoop loop = new ManualLoop();
  private final MemoryLog log = new MemoryLog(1);
  private final HeapFrameMemory memory = new HeapFrameMemory();
  private final Metrics metrics = new Metrics();
  private final List<Entry> written = new ArrayList<>();
  private final Ins ins =
      new Ins(written::addAll, memory, List.of(loop), InSettings.DEFAULT, metrics);
  private final WeirDialect dialect =
      new WeirDialect(
          "public",
          Map.of(Route.path(TRUCKS), new Route(TRUCKS, ""), Route.path(VANS), new Route(VANS, "")),
          Map.of(Route.path(TRUCKS), Inlet.of(TRUCKS, 1 << 20)),
          new Outs(log, memory, List.of(loop), OutSettings.DEFAULT, metrics),
          ins);
  private long nowNanos;

  ConversationTest() {
    log.createTopic("trucks", 1);
    log.createTopic("vans", 1);
  }

  @AfterEach
  void buffersAreGivenBack() {
    memory.assertNoLeaks();
  }

  private MemoryPeer open(String path) {
    Map<String, List<String>> headers = Map.of("sec-websocket-protocol", List.of("weir.v1"));
    Answer answer = dialect.answer(Handshakes.upgrade(path, Map.of(), headers));
    assertThat(answer).isInstanceOf(Answer.Accept.class);
    MemoryPeer peer =
        MemoryPeer.connect(loop, ((Answer.Accept) answer).acceptor(), 1 << 16).polite();
    settle();
    return peer;
  }

  private void settle() {
    for (int i = 0; i < 20; i++) {
      nowNanos += Duration.ofMillis(20).toNanos();
      loop.advance(Duration.ofMillis(20));
      log.tail(TRUCKS).step(nowNanos);
      log.readers().forEach(reader -> reader.step(nowNanos));
    }
    loop.run();
  }

  private void say(MemoryPeer peer, String text) {
    peer.send(new WireFrame(0x81, true, text.getBytes(StandardCharsets.UTF_8)).encode());
    settle();
  }

  private void produce(String topic, String value) {
    log.append(topic, 0, MemoryRecord.of("k", value));
    settle();
  }

  private static List<String> texts(MemoryPeer peer) {
    return peer.frames().stream()
        .filter(frame -> frame.opcode() == WireFrame.TEXT)
        .map(WireFrame::text)
        .toList();
  }

  @Test
  void subscribesAndUnsubscribesWhileOthersGoOn() {
    MemoryPeer peer = open("/streams");
    assertThat(texts(peer)).containsExactly("{\"hello\":{\"limits\":{\"unsent\":1048576}}}");
    say(peer, "{\"subscribe\":{\"stream\":\"trucks\",\"id\":1}}");
    say(peer, "{\"subscribe\":{\"stream\":\"vans\",\"id\":\"two\"}}");
    assertThat(texts(peer).get(1))
        .startsWith("{\"subscribed\":{\"stream\":\"trucks\",\"cursor\":\"");
    assertThat(texts(peer).get(2)).endsWith(",\"id\":\"two\"}}");
    produce("trucks", "1");
    produce("vans", "2");
    assertThat(metrics.read(Metric.SESSIONS).values()).containsExactlyInAnyOrder(1L, 1L);

    say(peer, "{\"unsubscribe\":{\"stream\":\"trucks\",\"id\":3}}");
    produce("trucks", "not delivered");
    produce("vans", "4");
    assertThat(texts(peer).subList(3, 7))
        .satisfiesExactly(
            frame -> assertThat(frame).contains("\"stream\":\"trucks\"", "\"value\":1"),
            frame -> assertThat(frame).contains("\"stream\":\"vans\"", "\"value\":2"),
            frame ->
                assertThat(frame).isEqualTo("{\"unsubscribed\":{\"stream\":\"trucks\",\"id\":3}}"),
            frame -> assertThat(frame).contains("\"value\":4"));
    assertThat(texts(peer)).hasSize(7);
    peer.disconnect();
    settle();
    assertThat(metrics.read(Metric.SESSIONS).values()).containsOnly(0L);
  }

  @Test
  void goesOnFromTheCursorOfALastRecord() {
    MemoryPeer peer = open("/streams/trucks");
    produce("trucks", "1");
    Matcher cursor = CURSOR.matcher(texts(peer).getLast());
    assertThat(cursor.find()).isTrue();
    say(peer, "{\"unsubscribe\":{\"stream\":\"trucks\"}}");
    produce("trucks", "2");
    say(peer, "{\"subscribe\":{\"stream\":\"trucks\",\"from\":\"%s\"}}".formatted(cursor.group(1)));

    assertThat(texts(peer).getLast()).contains("\"value\":2", "\"offset\":1");
  }

  @Test
  void answersWhatMakesNoSenseAndEndsOnceThatIsAllThereIs() {
    MemoryPeer peer = open("/streams");
    say(peer, "{\"subscribe\":{\"stream\":\"trucks\"}}");
    for (int i = 0; i < 9; i++) {
      say(peer, "{\"subscribe\":{\"stream\":\"trucks\",\"id\":" + i + "}}");
    }
    assertThat(texts(peer).getLast())
        .isEqualTo(
            "{\"error\":{\"code\":\"bad_request\",\"message\":\"stream trucks is subscribed to already:"
                + " unsubscribe first\",\"id\":8}}");
    say(peer, "{\"unsubscribe\":{\"stream\":\"trucks\"}}");
    for (int i = 0; i < 10; i++) {
      assertThat(peer.close()).isEmpty();
      say(peer, "nonsense");
    }
    assertThat(peer.close().map(WireFrame::closeCode)).contains(4500);
  }

  @Test
  void tellsOfASubscriptionThatEnds() {
    MemoryPeer peer = open("/streams");
    say(peer, "{\"subscribe\":{\"stream\":\"trucks\",\"id\":1}}");
    say(peer, "{\"subscribe\":{\"stream\":\"vans\"}}");
    log.deleteTopic("trucks");
    settle();
    produce("vans", "1");

    assertThat(texts(peer))
        .anySatisfy(
            frame ->
                assertThat(frame)
                    .startsWith("{\"error\":{\"code\":\"stream_recreated\"")
                    .endsWith(",\"stream\":\"trucks\",\"id\":1}}"));
    assertThat(texts(peer).getLast()).contains("\"value\":1");
    say(peer, "{\"subscribe\":{\"stream\":\"trucks\",\"id\":2}}");
    assertThat(texts(peer).getLast()).contains("\"topic_not_found\"", "\"id\":2");
    assertThat(peer.close()).isEmpty();
  }

  @Test
  void isASessionThatTakesInOnceItPublishes() {
    MemoryPeer peer = open("/streams");
    assertThat(sessions()).isEmpty();
    say(peer, "{\"publish\":{\"stream\":\"trucks\",\"value\":1}}");
    say(peer, "{\"publish\":{\"stream\":\"trucks\",\"value\":22}}");

    SessionStatus session = sessions().getFirst();
    assertThat(session.listener()).isEqualTo("public");
    assertThat(session.stream()).isEqualTo("trucks");
    assertThat(session.direction()).isEqualTo("in");
    assertThat(session.received().messages()).isEqualTo(2);
    assertThat(session.received().bytes()).isEqualTo(3);

    peer.disconnect();
    settle();
    assertThat(sessions()).isEmpty();
  }

  /** Asks on a thread of its own, since it waits for the loop, which moves here. */
  private List<SessionStatus> sessions() {
    CompletableFuture<Sessions.Listing> answer =
        CompletableFuture.supplyAsync(() -> ins.sessions().list(10, Duration.ofSeconds(30)));
    while (!answer.isDone()) {
      loop.run();
      Thread.onSpinWait();
    }
    return answer.join().sessions();
  }

  @Test
  void publishesAndTellsOfEachInOrder() {
    MemoryPeer peer = open("/streams");
    say(peer, "{\"publish\":{\"stream\":\"trucks\",\"key\":\"a\",\"value\":{\"n\":1},\"id\":1}}");
    say(peer, "{\"publish\":{\"stream\":\"trucks\",\"valueText\":\"broken\",\"id\":\"2\"}}");
    say(peer, "{\"publish\":{\"stream\":\"trucks\",\"key\":\"a\",\"value\":null}}");
    assertThat(written).hasSize(2);
    assertThat(texts(peer)).hasSize(1);
    written.getLast().onWritten(0, 8);
    written.getFirst().onWritten(0, 7);
    settle();
    assertThat(texts(peer).get(1)).isEqualTo("{\"ack\":{\"partition\":0,\"offset\":7,\"id\":1}}");
    assertThat(texts(peer).get(2))
        .startsWith("{\"error\":{\"code\":\"invalid_record\"")
        .endsWith(",\"id\":\"2\"}}");
    assertThat(texts(peer).get(3)).isEqualTo("{\"ack\":{\"partition\":0,\"offset\":8}}");
    assertThat(written.getLast().value()).isNull();
  }

  @Test
  void readsAndWritesAStreamOnOneSocket() {
    MemoryPeer peer = open("/streams/trucks");
    say(peer, "{\"publish\":{\"stream\":\"trucks\",\"value\":1,\"id\":1}}");
    produce("trucks", "1");
    written.getFirst().onWritten(0, 0);
    settle();
    assertThat(texts(peer)).anyMatch(text -> text.contains("\"value\":1"));
    assertThat(texts(peer)).anyMatch(text -> text.startsWith("{\"ack\""));
    peer.disconnect();
    settle();
  }

  @Test
  void closesWhoAsksTooOftenThoughItMayPublishAsOftenAsItLikes() {
    MemoryPeer peer = open("/streams");
    say(peer, "{\"publish\":{\"stream\":\"trucks\",\"value\":1}}");
    for (int i = 0; i < 1_200; i++) {
      peer.send(WireFrame.clientText("{\"publish\":{\"stream\":\"trucks\",\"value\":1}}").encode());
    }
    loop.run();
    assertThat(peer.close()).isEmpty();
    for (int i = 0; i < 600; i++) {
      peer.send(WireFrame.clientText("{\"subscribe\":{\"stream\":\"vans\"}}").encode());
      peer.send(WireFrame.clientText("{\"unsubscribe\":{\"stream\":\"vans\"}}").encode());
    }
    settle();
    assertThat(peer.close().orElseThrow().closeCode()).isEqualTo(4251);
  }

  @Test
  void refusesARecordThatIsLargerThanItsStreamTakes() {
    MemoryPeer peer = open("/streams");
    say(
        peer,
        "{\"publish\":{\"stream\":\"trucks\",\"valueText\":\""
            + "x".repeat((1 << 20) + 1)
            + "\"}}");
    assertThat(texts(peer).getLast()).startsWith("{\"error\":{\"code\":\"record_too_large\"");
    assertThat(written).isEmpty();
  }

  @Test
  void tellsOfAStreamThatIsNotWrittenTo() {
    MemoryPeer peer = open("/streams");
    say(peer, "{\"publish\":{\"stream\":\"vans\",\"value\":1,\"id\":5}}");
    assertThat(texts(peer).getLast())
        .startsWith("{\"error\":{\"code\":\"not_writable\"")
        .endsWith(",\"id\":5}}");
  }
}
