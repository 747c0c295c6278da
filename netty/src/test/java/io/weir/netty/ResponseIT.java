package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.dialects.weir.Route;
import io.weir.dialects.weir.WeirDialect;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.in.InSettings;
import io.weir.engine.link.in.Ins;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import io.weir.testing.stream.TailThreads;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Events and lines, as clients of HTTP see them. */
@ParameterizedClass
@EnumSource(
    value = Venue.class,
    names = {"ECHO", "TLS"})
class ResponseIT extends ServerTest {
  private static final String TRUCKS = "/streams/trucks";
  private static final String BLOBS = "/streams/blobs";
  private static final String APP = "https://app.example";

  private final MemoryLog log = new MemoryLog(1);
  private TailThreads tails;

  ResponseIT(Venue venue) {
    super(venue);
  }

  @BeforeEach
  void serveTrucks() {
    log.createTopic("trucks", 1);
    tails = TailThreads.start(log);
    Outs outs =
        new Outs(
            log,
            new NettyFrameMemory(),
            server().loops().all(),
            OutSettings.DEFAULT,
            server().metrics());
    Ins nothingIn =
        new Ins(
            entries -> {},
            new NettyFrameMemory(),
            server().loops().all(),
            InSettings.DEFAULT,
            server().metrics());
    Stream trucks = new Stream("trucks", "trucks", Format.JSON, false, true);
    Stream blobs = new Stream("blobs", "blobs", Format.BYTES, false, true);
    Map<String, Route> routes = Map.of(TRUCKS, new Route(trucks, ""), BLOBS, new Route(blobs, ""));
    server().dialect().leaveTo(new WeirDialect("test", routes, Map.of(), outs, nothingIn));
  }

  @AfterEach
  void stopTails() {
    tails.close();
  }

  private RawPeer ask(Wire wire, String target, String... headers) {
    return server().connect().send(Requests.streaming(wire, target, headers));
  }

  @ParameterizedTest
  @CsvSource({"EVENTS, text/event-stream", "LINES, application/x-ndjson"})
  void answersWithAResponseWithoutEnd(Wire wire, String type) {
    try (RawPeer peer = ask(wire, TRUCKS)) {
      assertThat(peer.readHead().toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 200 ok\r\n")
          .contains("\r\ncontent-type: " + type + "\r\n", "\r\ncache-control: no-store\r\n")
          .contains("\r\ntransfer-encoding: chunked\r\n", "\r\nx-accel-buffering: no\r\n")
          .doesNotContain("content-length", "access-control");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"EVENTS", "LINES"})
  void sendsRecords(Wire wire) {
    try (RawPeer peer = server().connect().open(wire, TRUCKS + "?key=a")) {
      log.append("trucks", 0, MemoryRecord.of("b", "0"));
      for (int i = 1; i <= 100; i++) {
        log.append("trucks", 0, MemoryRecord.of("a", "{\"n\":" + i + "}"));
      }
      for (int i = 1; i <= 100; i++) {
        assertThat(peer.readFrame().text()).isEqualTo("{\"n\":" + i + "}");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"EVENTS", "LINES"})
  void answersAHeadWithoutASession(Wire wire) {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.streaming(wire, TRUCKS).replace("GET ", "HEAD "));

      assertThat(peer.readResponse())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("content-type: " + Requests.type(wire) + "\r\n")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void keepsThePageForPeople() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.plain("GET", TRUCKS, "Accept: text/html, */*;q=0.8"));

      assertThat(peer.readResponse()).contains("content-type: text/plain", "The stream trucks");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"EVENTS", "LINES"})
  void refusesWithAStatus(Wire wire) {
    try (RawPeer bytes = ask(wire, BLOBS);
        RawPeer nowhere = ask(wire, "/streams/truck");
        RawPeer wrong = ask(wire, TRUCKS + "?frame=x")) {
      assertThat(bytes.readResponse()).startsWith("HTTP/1.1 406 ").contains("frame=record");
      assertThat(nowhere.readResponse()).startsWith("HTTP/1.1 404 ");
      assertThat(wrong.readResponse()).startsWith("HTTP/1.1 400 ");
    }
  }

  /** An EventSource never comes back after an error status. */
  @Test
  void sendsAnEventSourceAwayForAWhileOnly() {
    try (RawPeer events = ask(Wire.EVENTS, "/late/KAFKA_UNAVAILABLE");
        RawPeer lines = ask(Wire.LINES, "/late/KAFKA_UNAVAILABLE");
        RawPeer missing = ask(Wire.EVENTS, "/late/TOPIC_NOT_FOUND")) {
      assertThat(events.readResponse())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("content-type: text/event-stream\r\n")
          .containsPattern("\r\n\r\n: kafka_unavailable: .*\nretry: [1-9][0-9]{3}\n\n$");
      assertThat(lines.readResponse()).startsWith("HTTP/1.1 503 ").contains("retry-after: ");
      assertThat(missing.readResponse()).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void sharesWithTheOriginsThatAreAdmitted() {
    try (RawPeer stream = ask(Wire.EVENTS, TRUCKS, "Origin: " + APP);
        RawPeer refused = ask(Wire.EVENTS, "/streams/truck", "Origin: " + APP);
        RawPeer stranger = ask(Wire.EVENTS, TRUCKS, "Origin: https://evil.example")) {
      for (String head : new String[] {stream.readHead(), refused.readResponse()}) {
        assertThat(head)
            .contains("access-control-allow-origin: " + APP + "\r\n", "vary: Origin\r\n")
            .contains("access-control-allow-credentials: true\r\n");
      }
      assertThat(stranger.readResponse())
          .startsWith("HTTP/1.1 403 ")
          .doesNotContain("access-control");
    }
  }

  @Test
  void tellsABrowserWhatAScriptMayDo() {
    String[] asks = {"Origin: " + APP, "Access-Control-Request-Method: GET"};
    try (RawPeer app = server().connect();
        RawPeer nobody = server().connect()) {
      app.send(Requests.plain("OPTIONS", TRUCKS, asks));
      nobody.send(Requests.plain("OPTIONS", TRUCKS, "Origin: " + APP));

      assertThat(app.readResponse())
          .startsWith("HTTP/1.1 204 ")
          .contains("access-control-allow-origin: " + APP + "\r\n")
          .contains("access-control-allow-methods: GET, HEAD, POST\r\n")
          .contains(
              "access-control-allow-headers: Authorization, Content-Type, Last-Event-ID, Weir-Cursor\r\n");
      assertThat(nobody.readResponse()).startsWith("HTTP/1.1 405 ");
    }
  }
}
