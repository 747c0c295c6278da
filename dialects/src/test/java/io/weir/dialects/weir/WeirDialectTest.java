package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.config.PublicationSettings;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.in.HeaderSource;
import io.weir.engine.link.in.InSettings;
import io.weir.engine.link.in.Ins;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.listener.Answer;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Wire;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeirDialectTest {
  private static final Stream TRUCKS = new Stream("trucks", "topic", Format.JSON, false, true);
  private static final String PATH = "/streams/trucks";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BLOBS = "/streams/blobs";
  private static final int KERNEL_BYTES = 1 << 16;

  private static final Inlet BY_PATH = inlet(new KeyRule.Path());
  private static final Inlet BY_QUERY = inlet(new KeyRule.Query("device"));

  private final ManualLoop loop = new ManualLoop();
  private final List<Entry> written = new ArrayList<>();
  private final MemoryLog log = new MemoryLog(1);
  private final Metrics metrics = new Metrics();
  private final WeirDialect dialect =
      new WeirDialect(
          "public",
          Map.of(
              PATH,
              new Route(TRUCKS, ""),
              "/fleet",
              new Route(TRUCKS, "fleet"),
              BLOBS,
              new Route(new Stream("blobs", "blobs", Format.BYTES, false, true), "")),
          Map.of("/api/{key}", BY_PATH, "/api/query", BY_QUERY, PATH, Inlet.of(TRUCKS, 1 << 20)),
          new Outs(log, new HeapFrameMemory(), List.of(loop), OutSettings.DEFAULT, metrics),
          new Ins(
              written::addAll, new HeapFrameMemory(), List.of(loop), InSettings.DEFAULT, metrics),
          InstantSource.fixed(NOW));

  private static Inlet inlet(KeyRule rule) {
    PublicationSettings none = PublicationSettings.DEFAULT;
    PublicationSettings keyed =
        new PublicationSettings(
            rule,
            Map.of("device", new HeaderSource.Handshake("x-device")),
            none.timestamp(),
            none.format(),
            none.split(),
            none.acks(),
            none.onFull(),
            none.id(),
            none.refused(),
            none.maxMessage());
    return new Inlet(TRUCKS, "api", keyed, Optional.empty(), 1 << 20);
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void takesInWhatIsSentWithTheKeyOfThePath() {
    MemoryPeer peer =
        connect(
            dialect.answer(
                Handshakes.upgrade(
                    "/api/d1",
                    Map.of("ack", List.of("each")),
                    Map.of("x-device", List.of("thermometer")))));
    peer.send(WireFrame.clientText("{\"t\":1}"));
    loop.run();
    Entry entry = written.getFirst();
    assertThat(text(entry.key())).isEqualTo("d1");
    assertThat(text(entry.value())).isEqualTo("{\"t\":1}");
    assertThat(text(entry.headers().getFirst().value())).isEqualTo("thermometer");
    entry.onWritten(3, 9);
    loop.run();
    assertThat(peer.frames())
        .singleElement()
        .extracting(WireFrame::text)
        .isEqualTo("{\"ack\":{\"partition\":3,\"offset\":9}}");
  }

  @Test
  void aSocketThatReadsAndWritesIsToldAmongValuesBehindAMark() {
    log.createTopic("topic", 1);
    MemoryPeer peer =
        connect(dialect.answer(Handshakes.upgrade(PATH, Map.of("ack", List.of("each")))));
    peer.send(WireFrame.clientText("broken"));
    loop.run();
    assertThat(peer.frames())
        .singleElement()
        .extracting(WireFrame::text)
        .asString()
        .startsWith("\u001e{\"error\":{\"code\":\"invalid_record\"");
    assertThat(written).isEmpty();
  }

  @Test
  void asksForTheKeyThatItsLinkWants() {
    assertThat(upgrade("/api/query"))
        .isEqualTo(
            new Answer.Refuse(
                new Refusal(
                    ErrorCode.BAD_REQUEST,
                    "parameter device is missing: give the key of what you send"),
                true));
    assertThat(dialect.answer(Handshakes.upgrade("/api/query", Map.of("device", List.of("d")))))
        .isInstanceOf(Answer.Accept.class);
    assertThat(dialect.answer(Handshakes.upgrade("/api/query", Map.of("key", List.of("d")))))
        .asInstanceOf(InstanceOfAssertFactories.type(Answer.Refuse.class))
        .extracting(refuse -> refuse.refusal().message())
        .asString()
        .startsWith("unknown parameter key");
  }

  private Answer upgrade(String path) {
    return dialect.answer(Handshakes.upgrade(path, Map.of()));
  }

  private Answer offering(String subprotocols) {
    Map<String, List<String>> headers =
        Map.of(
            "sec-websocket-protocol",
            List.of(subprotocols),
            "origin",
            List.of("https://a.example"));
    return dialect.answer(Handshakes.upgrade(PATH, Map.of("kye", List.of("1")), headers));
  }

  @Test
  void subscribesToWhatWasAskedFor() {
    log.createTopic("topic", 1);
    MemoryPeer peer =
        connect(
            dialect.answer(
                Handshakes.upgrade(
                    "/fleet", Map.of("key", List.of("a"), "frame", List.of("record")))));
    log.append("topic", 0, MemoryRecord.of("a", "{\"n\":1}"));
    log.append("topic", 0, MemoryRecord.of("b", "{\"n\":2}"));
    settle();

    assertThat(peer.frames())
        .singleElement()
        .extracting(WireFrame::text, InstanceOfAssertFactories.STRING)
        .contains("\"key\":\"a\"", "\"value\":{\"n\":1}");
    assertThat(metrics.read(Metric.SESSIONS))
        .containsEntry(
            Labels.of("listener", "public")
                .and("dialect", "weir")
                .and("stream", "trucks")
                .and("link", "fleet"),
            1L);
  }

  @Test
  void refusesAFilterThatIsTooLarge() {
    log.createTopic("topic", 1);
    List<String> keys = IntStream.rangeClosed(0, 256).mapToObj(i -> "truck-" + i).toList();
    MemoryPeer peer = connect(dialect.answer(Handshakes.upgrade(PATH, Map.of("key", keys))));

    assertThat(peer.opening().refusal())
        .contains(
            new Refusal(
                ErrorCode.FILTER_TOO_LARGE, "257 keys are asked for, limits.max-filter-keys=256"));
    assertThat(metrics.read(Metric.SESSIONS)).isEmpty();
  }

  private MemoryPeer connect(Answer answer) {
    MemoryPeer peer =
        MemoryPeer.connect(loop, ((Answer.Accept) answer).acceptor(), KERNEL_BYTES).polite();
    settle();
    return peer;
  }

  private void settle() {
    for (int i = 0; i < 3; i++) {
      loop.run();
      log.tail(TRUCKS).step(0);
    }
    loop.run();
  }

  @Test
  void refusesStreamsThatAreNotThereAndNamesTheNearest() {
    assertThat(upgrade("/streams/truck"))
        .isEqualTo(
            refused(
                ErrorCode.STREAM_NOT_FOUND, "unknown stream truck; did you mean /streams/trucks?"));
    assertThat(upgrade("/fleets"))
        .isEqualTo(
            refused(ErrorCode.NOT_FOUND, "nothing is served at /fleets; did you mean /fleet?"));
    assertThat(upgrade("/")).isEqualTo(refused(ErrorCode.NOT_FOUND, "nothing is served at /"));
    assertThat(upgrade("/streams/"))
        .isEqualTo(refused(ErrorCode.NOT_FOUND, "nothing is served at /streams/"));
  }

  @Test
  void takesNoPathForAnother() {
    for (String path :
        List.of(
            "//streams/trucks",
            "/streams//trucks",
            "/streams/trucks/",
            "/streams/trucks\0",
            "/streams/../streams/trucks",
            "/STREAMS/trucks")) {
      assertThat(upgrade(path)).as(path).isInstanceOf(Answer.Refuse.class);
      assertThat(dialect.answer(Handshakes.page(path))).as(path).isInstanceOf(Answer.Refuse.class);
    }
  }

  private static Answer refused(ErrorCode code, String message) {
    return new Answer.Refuse(new Refusal(code, message), true);
  }

  @Test
  void showsOnlyTheBeginningOfALongPath() {
    assertThat(upgrade("/streams/" + "x".repeat(8_000)))
        .isInstanceOfSatisfying(
            Answer.Refuse.class,
            refuse -> assertThat(refuse.refusal().message()).hasSizeLessThan(120).contains("…"));
  }

  @Test
  void refusesParametersThatAreWrong() {
    assertThat(dialect.answer(Handshakes.upgrade(PATH, Map.of("kye", List.of("1")))))
        .isInstanceOfSatisfying(
            Answer.Refuse.class,
            refuse -> {
              assertThat(refuse.refusal().code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(refuse.refusal().message()).contains("kye", "key");
              assertThat(refuse.visible()).isTrue();
            });
  }

  @Test
  void knowsWhatTheTimeIs() {
    assertThat(beginning(NOW)).isInstanceOf(Answer.Accept.class);
    assertThat(beginning(NOW.plusMillis(1)))
        .isInstanceOfSatisfying(
            Answer.Refuse.class,
            refuse -> assertThat(refuse.refusal().message()).contains("from", "in the future"));
  }

  private Answer beginning(Instant from) {
    return dialect.answer(Handshakes.upgrade(PATH, Map.of("from", List.of(from.toString()))));
  }

  @Test
  void speaksThePlainSubprotocolAndNeverEchoesAToken() {
    Map<String, List<String>> headers =
        Map.of("sec-websocket-protocol", List.of("bearer.secret, weir.plain"));
    assertThat(dialect.answer(Handshakes.upgrade(PATH, Map.of(), headers)))
        .isInstanceOfSatisfying(
            Answer.Accept.class, accept -> assertThat(accept.subprotocol()).contains("weir.plain"));
    assertThat(upgrade(PATH))
        .isInstanceOfSatisfying(
            Answer.Accept.class, accept -> assertThat(accept.subprotocol()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloudevents.json",
        "cloudevents.json, cloudevents.avro",
        "cloudevents.avro, cloudevents.proto, weir.plain, cloudevents.json, bearer.secret",
      })
  void speaksCloudEventsToWhoeverOffersThem(String offered) {
    log.createTopic("topic", 1);
    Answer.Accept accept = (Answer.Accept) speaking(offered, Map.of());
    assertThat(accept.subprotocol()).contains("cloudevents.json");
    MemoryPeer peer = connect(accept);
    log.append("topic", 0, MemoryRecord.of("a", "{}"));
    settle();

    assertThat(peer.frames())
        .singleElement()
        .extracting(WireFrame::text, InstanceOfAssertFactories.STRING)
        .startsWith("{\"specversion\":\"1.0\",\"id\":\"topic-0-0\"");
  }

  private Answer speaking(String offered, Map<String, List<String>> query) {
    Map<String, List<String>> headers = Map.of("sec-websocket-protocol", List.of(offered));
    return dialect.answer(Handshakes.upgrade(PATH, query, headers));
  }

  @Test
  void refusesAFrameThatTheSubprotocolDoesNotMean() {
    assertThat(speaking("cloudevents.json", Map.of("frame", List.of("cloudevents"))))
        .isInstanceOf(Answer.Accept.class);
    assertThat(speaking("cloudevents.json", Map.of("frame", List.of("record"))))
        .isEqualTo(
            new Answer.Refuse(
                new Refusal(
                    ErrorCode.BAD_REQUEST,
                    "parameter frame=record: the subprotocol that is offered means cloudevents;"
                        + " leave frame out, or give frame=cloudevents"),
                true,
                Optional.of("cloudevents.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloudevents.avro", "cloudevents.proto", "cloudevents.xml"})
  void refusesEventsInAFormatThatItDoesNotSpeak(String offered) {
    Answer refused =
        refused(
            ErrorCode.BAD_REQUEST,
            "subprotocol " + offered + " is not spoken here: offer cloudevents.json");
    assertThat(speaking(offered + ", bearer.secret", Map.of())).isEqualTo(refused);
    assertThat(speaking(offered, Map.of("frame", List.of("cloudevents")))).isEqualTo(refused);
    assertThat(speaking(offered + ", weir.plain", Map.of()))
        .isInstanceOfSatisfying(
            Answer.Accept.class, accept -> assertThat(accept.subprotocol()).contains("weir.plain"));
  }

  @Test
  void refusesABrowserInTheSubprotocolItOffered() {
    assertThat(offering("weir.plain, bearer.secret"))
        .isInstanceOfSatisfying(
            Answer.Refuse.class,
            refuse -> {
              assertThat(refuse.visible()).isFalse();
              assertThat(refuse.subprotocol()).contains("weir.plain");
            });
    assertThat(offering("bearer.secret"))
        .isInstanceOfSatisfying(
            Answer.Refuse.class,
            refuse -> assertThat(refuse.subprotocol()).isEqualTo(Optional.empty()));
  }

  @Test
  void helpsWhoeverOpensItInABrowser() {
    assertThat(page(PATH))
        .contains("ws://weir.example:8080/streams/trucks\n")
        .contains("ws://weir.example:8080/streams/trucks?key=truck-*")
        .contains("ws://weir.example:8080/streams/trucks?from=-15m")
        .contains("ws://weir.example:8080/streams/trucks?last=100")
        .contains("curl -N -H 'Accept: application/x-ndjson' 'http://weir.example:8080/str");
    assertThat(page("/fleet")).contains("trucks", "ws://weir.example:8080/fleet\n");
    assertThat(page("/"))
        .contains("ws://weir.example:8080/fleet\n", "ws://weir.example:8080/streams/trucks\n");
  }

  private String page(String path) {
    Answer.Page page = (Answer.Page) dialect.answer(Handshakes.page(path));
    assertThat(page.status()).isEqualTo(200);
    return page.text();
  }

  @ParameterizedTest
  @CsvSource({"text/event-stream, EVENTS", "application/x-ndjson, LINES"})
  void answersWithAResponseWithoutEnd(String type, Wire wire) {
    log.createTopic("topic", 1);
    Answer answer = dialect.answer(Handshakes.accepting(type, PATH, Map.of("key", List.of("a"))));
    assertThat(((Answer.Accept) answer).response()).contains(wire);

    MemoryPeer peer =
        MemoryPeer.connect(loop, ((Answer.Accept) answer).acceptor(), KERNEL_BYTES).on(wire);
    settle();
    log.append("topic", 0, MemoryRecord.of("b", "1"));
    log.append("topic", 0, MemoryRecord.of("a", "{\"n\":\n2}"));
    settle();
    assertThat(peer.frames())
        .extracting(WireFrame::text)
        .containsExactly(wire == Wire.LINES ? "{\"n\": 2}" : "{\"n\":\n2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/x-ndjson"})
  void refusesBytesWhereOnlyTextTravels(String type) {
    assertThat(dialect.answer(Handshakes.accepting(type, BLOBS, Map.of())))
        .isEqualTo(
            refused(
                ErrorCode.NOT_ACCEPTABLE,
                "the values of this stream are bytes, which only a WebSocket carries:"
                    + " ask for frame=record"));
    Map<String, List<String>> records = Map.of("frame", List.of("record"));
    assertThat(dialect.answer(Handshakes.accepting(type, BLOBS, records)))
        .isInstanceOf(Answer.Accept.class);
    assertThat(dialect.answer(Handshakes.upgrade(BLOBS, Map.of())))
        .isInstanceOf(Answer.Accept.class);
  }

  @Test
  void refusesPlainRequestsForStreamsAsItDoesOthers() {
    String type = "text/event-stream";
    assertThat(dialect.answer(Handshakes.accepting(type, "/streams/truck", Map.of())))
        .isEqualTo(upgrade("/streams/truck"));
    assertThat(dialect.answer(Handshakes.accepting(type, BLOBS, Map.of("kye", List.of("1")))))
        .isEqualTo(dialect.answer(Handshakes.upgrade(BLOBS, Map.of("kye", List.of("1")))));
    assertThat(dialect.answer(Handshakes.accepting(type, "/", Map.of())))
        .isInstanceOf(Answer.Page.class);
  }

  @Test
  void tellsWhatItServes() {
    assertThat(dialect.paths()).containsExactly("/api/query", "/api/{key}", "/fleet", BLOBS, PATH);
  }
}
