package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import io.weir.engine.link.From;
import io.weir.engine.listener.Handshake;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeginningTest {
  private static final Stream TRUCKS = new Stream("trucks", "topic", Format.JSON, false, true);
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Cursor CURSOR =
      new Cursor(TopicId.of("topic", 1, 2), Positions.of(17, 18, 19));
  private static final Cursor FOREIGN = new Cursor(TopicId.of("other", 1, 2), Positions.of(1));
  private static final String FORMS =
      "give latest, earliest, an instant like 2026-11-20T12:00:00Z, a time back from now like -15m"
          + " (s, m, h, d), or a cursor";

  private static From from(String value) {
    return of(Handshakes.upgrade("/", Map.of("from", List.of(value))));
  }

  private static From of(Handshake handshake) {
    return new Beginning(TRUCKS, NOW).of(handshake, new Query(handshake.query()));
  }

  private static String refusal(String name, String value) {
    return refusal(Handshakes.upgrade("/", Map.of(name, List.of(value))));
  }

  private static String refusal(Handshake handshake) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> of(handshake));
    assertThat(refused).as("%s", handshake).isNotNull();
    assertThat(refused.refusal().code()).isEqualTo(ErrorCode.BAD_REQUEST);
    return refused.refusal().message();
  }

  @Test
  void beginsAtEitherEnd() {
    assertThat(from("latest")).isEqualTo(From.LATEST);
    assertThat(from("earliest")).isEqualTo(From.EARLIEST);
    assertThat(of(Handshakes.upgrade("/", Map.of()))).isEqualTo(From.LATEST);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T11:59:00Z, 2026-11-20T11:59:00Z",
    "2026-11-20t11:59:00.25z, 2026-11-20T11:59:00.25Z",
    "2026-11-20T12:59:00+01:00, 2026-11-20T11:59:00Z",
    "2026-11-20T12:59:00 01:00, 2026-11-20T11:59:00Z",
    "2026-11-20T10:59:00-01:00, 2026-11-20T11:59:00Z",
    "2026-11-20T11:59:00-00:00, 2026-11-20T11:59:00Z",
    "2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z",
    "-90s, 2026-11-20T11:58:30Z",
    "-15m, 2026-11-20T11:45:00Z",
    "-2h, 2026-11-20T10:00:00Z",
    "-7d, 2026-11-13T12:00:00Z",
    "-0s, 2026-11-20T12:00:00Z",
  })
  void beginsAtATime(String value, Instant instant) {
    assertThat(from(value)).isEqualTo(new From.Since(instant.toEpochMilli()));
  }

  @Test
  void takesNoRecordThatIsOlderThanAFractionOfAMillisecond() {
    assertThat(from("1970-01-01T00:00:01.0000001Z")).isEqualTo(new From.Since(1_001));
    assertThat(from("1970-01-01T00:00:01.000Z")).isEqualTo(new From.Since(1_000));
  }

  /** Kafka takes the times -1 and -2 for the end and the beginning of the log. */
  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z", "-999999999d"})
  void asksForNoTimeBeforeTheEpoch(String value) {
    assertThat(from(value)).isEqualTo(new From.Since(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-20T12:00:00.000000001Z", "2026-11-20T12:30:00-01:00"})
  void refusesTheFuture(String value) {
    assertThat(refusal("from", value))
        .isEqualTo(
            "parameter from=" + value + ": this is in the future; leave it out to begin now");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-02-30T12:00:00Z", "2026-11-20T25:00:00Z", "2026-11-20T12:00:00+19:00"})
  void refusesADateThatThereIsNot(String value) {
    assertThat(refusal("from", value)).endsWith(": there is no such date or time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "0",
        "15m",
        "+15m",
        "-15",
        "-m",
        "-15ms",
        "-15w",
        "-1.5h",
        "2026-11-20",
        "2026-11-20T12:00:00",
        "1763640000",
        "-9999999999s",
        "AQ",
        "AQ==",
        "17,18,19"
      })
  void namesTheFormsForAnythingElse(String value) {
    assertThat(refusal("from", value)).isEqualTo("parameter from=" + value + ": " + FORMS);
  }

  @Test
  void namesTheNearestWord() {
    assertThat(refusal("from", "Earliest"))
        .isEqualTo("parameter from=Earliest: did you mean earliest? " + FORMS);
  }

  @Test
  void goesOnFromACursor() {
    assertThat(from(CURSOR.toString())).isEqualTo(new From.Resume(CURSOR));
    assertThat(of(withHeader(Map.of()))).isEqualTo(new From.Resume(CURSOR));
    assertThat(of(withHeader(Map.of("from", List.of(CURSOR.toString())))))
        .isEqualTo(new From.Resume(CURSOR));
  }

  private static Handshake withHeader(Map<String, List<String>> query) {
    return Handshakes.upgrade("/", query, Map.of("weir-cursor", List.of(CURSOR.toString())));
  }

  @Test
  void refusesTwoBeginnings() {
    String both = "the header Weir-Cursor says where to begin, and so does the URL: leave one out";
    assertThat(refusal(withHeader(Map.of("from", List.of("latest"))))).isEqualTo(both);
    assertThat(refusal(withHeader(Map.of("from", List.of(FOREIGN.toString()))))).isEqualTo(both);
    assertThat(refusal(withHeader(Map.of("last", List.of("3"))))).isEqualTo(both);
    assertThat(
            refusal(
                Handshakes.upgrade("/", Map.of("from", List.of("earliest"), "last", List.of("3")))))
        .isEqualTo("parameters from and last both say where to begin: leave one out");
  }

  @Test
  void refusesTwoHeaders() {
    List<String> twice = List.of(CURSOR.toString(), CURSOR.toString());
    assertThat(refusal(Handshakes.headers(Map.of("weir-cursor", twice))))
        .isEqualTo("header Weir-Cursor is given 2 times: give it once");
  }

  @Test
  void refusesACursorOfAnotherStream() {
    String text = FOREIGN.toString();
    assertThat(refusal("from", text))
        .isEqualTo(
            "parameter from: "
                + text
                + " is a cursor of another stream; take one that trucks has sent");
    assertThat(refusal(Handshakes.headers(Map.of("weir-cursor", List.of(text)))))
        .startsWith("header Weir-Cursor: ")
        .contains("is a cursor of another stream");
  }

  @Test
  void refusesACursorThatIsDamaged() {
    String text = CURSOR.toString();
    String cut = text.substring(0, text.length() - 4);
    assertThat(refusal("from", cut))
        .isEqualTo("parameter from: this is no cursor of Weir: it is cut or damaged");
    assertThat(refusal("from", "B" + text.substring(1)))
        .isEqualTo(
            "parameter from: this is no cursor of Weir: this version of Weir cannot read it");
    for (String header : List.of(cut, "", "latest")) {
      assertThat(refusal(Handshakes.headers(Map.of("weir-cursor", List.of(header)))))
          .startsWith("header Weir-Cursor: this is no cursor of Weir: ");
    }
  }

  @Test
  void resumesAnEventSourceWhateverItsUrlSays() {
    Map<String, List<String>> header = Map.of("last-event-id", List.of(CURSOR.toString()));
    Map<String, List<String>> query = Map.of("last", List.of("3"));

    assertThat(of(Handshakes.get("/", query, header))).isEqualTo(new From.Resume(CURSOR));
    assertThat(of(Handshakes.upgrade("/", query, header))).isEqualTo(new From.Last(3));
    assertThat(refusal(Handshakes.get("/", query, Map.of("last-event-id", List.of("17")))))
        .startsWith("header Last-Event-ID: this is no cursor of Weir: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10_000})
  void beginsWithTheMostRecent(int count) {
    Map<String, List<String>> query = Map.of("last", List.of(String.valueOf(count)));
    assertThat(of(Handshakes.upgrade("/", query))).isEqualTo(new From.Last(count));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+1", "10001", "ten", "1e3", "99999999999999999999"})
  void refusesACountThatCannotBe(String value) {
    assertThat(refusal("last", value))
        .isEqualTo("parameter last=" + value + ": give a whole number from 1 to 10,000");
  }
}
