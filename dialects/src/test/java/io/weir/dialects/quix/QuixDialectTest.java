package io.weir.dialects.quix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.access.Access;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Client;
import io.weir.engine.listener.Door;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Quix's clients meet: as Quix has it, but for what is marked as mended. */
class QuixDialectTest {
  private static final Stream STREAM = new Stream("cars", "topic", Format.JSON, false, true);
  private static final int KERNEL_BYTES = 1 << 16;

  private final ManualLoop loop = new ManualLoop();
  private final MemoryLog log = new MemoryLog(1);
  private final Metrics metrics = new Metrics();
  private final QuixDialect dialect =
      new QuixDialect(
          "quix",
          STREAM,
          new Outs(log, new HeapFrameMemory(), List.of(loop), OutSettings.DEFAULT, metrics));

  @ParameterizedTest
  @CsvSource({
    "A, /A, 1",
    "A, /*, 1",
    "A, /a, 0",
    "A, /A/, 0",
    "A, /A?x=1, 0",
    "A?x=1, /A?x=1, 1",
    "'', /, 1",
    "a/b, /a/b, 1",
    "k, //k, 1",
    "k/, /k/, 1",
    "DATA1, /DATA*, 0",
    "DATA*, /DATA*, 1",
    "a%20b, /a%20b, 1",
    // Mended: escapes are understood, nobody gets a record twice, a record may have no key.
    "a b, /a%20b, 1",
    "/k, /%2Fk, 1",
    "é, /%C3%A9, 1",
    "é, /é, 1",
    "100%, /100%, 1",
    "100%, /100%25, 1",
    "a%zz, /a%zz, 1",
    "a%20b%, /a%20b%, 1",
    "a b%, /a%20b%, 0",
    "100%?x=%, /100%?x=%, 1",
    "*, /*, 1",
    "*, /%2A, 1",
    "A, /%2A, 0",
    ", /*, 1",
    ", /, 0",
    // Added: credentials in the query are not part of the key.
    "A, /A?username=u&api_key=p, 1",
    "A, /*?username=u&api_key=p, 1",
    "A?x=1, /A?x=1&username=u&api_key=p, 1",
  })
  void deliversARecordToItsPath(@Nullable String key, String target, int times) {
    assertThat(received(target, MemoryRecord.of(key, "1"))).hasSize(times).allMatch("1"::equals);
  }

  @Test
  void deliversAKeyThatIsNoTextToAll() {
    MemoryRecord record =
        new MemoryRecord(new byte[] {(byte) 0xFF}, new byte[] {'1'}, List.of(), 0);
    assertThat(received("/*", record)).containsExactly("1");
  }

  /** Quix writes the value anew: the same to whoever parses it, with other spaces and escapes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"é\":1}",
        "1.0",
        "[1,2]",
        "\"x\"",
        "{\"a\":1,\"a\":2}",
        "[NaN,Infinity,-Infinity]",
        "12345678901234567890.10",
        " {\"a\" : null} "
      })
  void sendsTheValueAsItStands(String value) {
    assertThat(received("/*", MemoryRecord.of("k", value))).containsExactly(value);
  }

  /** Mended: in Quix, any of these ends the stream for everybody. */
  @Test
  void skipsWhatIsNotJsonAndGoesOn() {
    log.createTopic("topic", 1);
    MemoryPeer peer = connect("/k");
    for (String value : new String[] {"not json", null, "", "{\"a\":", "1"}) {
      log.append("topic", 0, MemoryRecord.of("k", value));
    }
    settle();

    assertThat(texts(peer)).containsExactly("1");
    assertThat(metrics.read(Metric.RECORDS_SKIPPED).values()).containsExactly(4L);
  }

  /** As after retention has overtaken a reader: it is counted where the log is read. */
  @Test
  void goesOnBehindAGapWithoutAWord() {
    log.createTopic("topic", 1);
    MemoryPeer peer = connect("/k");
    for (String value : List.of("1", "2", "3")) {
      log.append("topic", 0, MemoryRecord.of("k", value));
    }
    log.compact("topic", 0, 0);
    log.compact("topic", 0, 1);
    settle();
    log.append("topic", 0, MemoryRecord.of("k", "4"));
    settle();

    assertThat(texts(peer)).containsExactly("3", "4");
  }

  @ParameterizedTest
  @CsvSource({
    "user:pass, 'Basic ', user:pass, true",
    "user:pass, 'Basic ', user:wrong, false",
    "user:pass, 'Basic ', other:pass, false",
    "user:pass, 'Basic ', user, false",
    "user:pass, 'Bearer ', user:pass, false",
    // Mended: the scheme in any case, a password with a colon.
    "user:pass, 'basic ', user:pass, true",
    "user:a:b, 'Basic ', user:a:b, true",
    "user:a:b, 'Basic ', user:a, false",
  })
  void checksTheHeader(String expected, String scheme, String sent, boolean enters) {
    String header = scheme + Base64.getEncoder().encodeToString(sent.getBytes(UTF_8));
    assertAnswer(answer(expected, "/k", Map.of("authorization", List.of(header))), enters);
  }

  /** Mended: Quix answers some of these with 1011. */
  @ParameterizedTest
  @ValueSource(strings = {"Basic %%%", "Basic", "Basic /w==", "", "Digest x"})
  void refusesWhatCannotBeRead(String header) {
    assertAnswer(answer("user:pass", "/k", Map.of("authorization", List.of(header))), false);
  }

  @ParameterizedTest
  @CsvSource({
    "/k, false",
    "/k?username=user&api_key=pass, true",
    "/k?username=user&api_key=wrong, false",
    "/k?username=user, false",
    "/k?username=user&api_key=pass&api_key=pass, false",
  })
  void checksTheQuery(String target, boolean enters) {
    assertAnswer(answer("user:pass", target, Map.of()), enters);
  }

  /** A failed handshake is what clients know of a Quix that is away: they back off and return. */
  @Test
  void refusesOtherThanForCredentialsWithAStatus() {
    Refusal away = new Refusal(ErrorCode.KAFKA_UNAVAILABLE, "away");
    Map<String, List<String>> browser = Map.of("origin", List.of("https://weir.example"));

    assertThat(dialect.refuse(handshake("/k", Map.of()), away))
        .isEqualTo(new Answer.Refuse(away, true));
    assertThat(dialect.refuse(handshake("/k", browser), away))
        .isEqualTo(new Answer.Refuse(away, false));
  }

  private Answer answer(String expected, String target, Map<String, List<String>> headers) {
    String[] pair = expected.split(":", 2);
    Access access = new Access.Basic(pair[0], pair[1]);
    return new Door(dialect, access, List.of(), false).answer(handshake(target, headers));
  }

  private static void assertAnswer(Answer answer, boolean enters) {
    if (enters) {
      assertThat(answer).isInstanceOf(Answer.Accept.class);
    } else {
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Close.class,
              close -> assertThat(close.reason()).isEqualTo(new CloseReason(1008, "Unauthorized")));
    }
  }

  private List<String> received(String target, MemoryRecord record) {
    log.createTopic("topic", 1);
    MemoryPeer peer = connect(target);
    log.append("topic", 0, record);
    settle();
    return texts(peer);
  }

  private static List<String> texts(MemoryPeer peer) {
    assertThat(peer.frames()).allMatch(frame -> frame.opcode() == WireFrame.TEXT);
    return peer.frames().stream().map(WireFrame::text).toList();
  }

  private MemoryPeer connect(String target) {
    Answer.Accept accept = (Answer.Accept) dialect.answer(handshake(target, Map.of()));
    MemoryPeer peer = MemoryPeer.connect(loop, accept.acceptor(), KERNEL_BYTES).polite();
    settle();
    return peer;
  }

  private void settle() {
    for (int i = 0; i < 3; i++) {
      loop.run();
      log.tail(STREAM).step(0);
    }
    loop.run();
  }

  /** As the edge hands it over. */
  private static Handshake handshake(String target, Map<String, List<String>> headers) {
    String[] parts = target.split("\\?", 2);
    Map<String, List<String>> query = new HashMap<>();
    for (String parameter : parts.length == 1 ? new String[0] : parts[1].split("&")) {
      String[] pair = parameter.split("=", 2);
      query.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
    }
    String path;
    try {
      path = URLDecoder.decode(parts[0], UTF_8);
    } catch (IllegalArgumentException e) {
      path = parts[0];
    }
    String raw = new String(target.getBytes(UTF_8), ISO_8859_1);
    return new Handshake(
        "GET",
        path,
        raw,
        query,
        headers,
        true,
        false,
        "weir.example",
        Client.direct(InetAddress.getLoopbackAddress()));
  }
}
