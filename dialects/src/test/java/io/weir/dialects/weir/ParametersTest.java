package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.From;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.Notices;
import io.weir.engine.link.Pace;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private static final Stream TRUCKS = new Stream("trucks", "topic", Format.JSON, false, true);

  private static Parameters of(Map<String, List<String>> query) {
    return Parameters.of(Handshakes.upgrade("/streams/trucks", query), TRUCKS, Instant.EPOCH);
  }

  @Test
  void wantsAllValuesFromNowOnByDefault() {
    assertThat(of(Map.of()))
        .isEqualTo(
            new Parameters(
                KeyFilter.ALL, FrameKind.VALUE, From.LATEST, Pace.DEFAULT, Notices.NONE));
  }

  @Test
  void readsKeysAndPrefixes() {
    Parameters parameters = of(Map.of("key", List.of("truck-001", "van-*", "grüße")));

    assertThat(parameters.keys())
        .isEqualTo(
            new KeyFilter(
                List.of(KeyFilter.Key.of("truck-001"), KeyFilter.Key.of("grüße")),
                List.of(KeyFilter.Key.of("van-"))));
  }

  @Test
  void takesAStarForAllKeys() {
    assertThat(of(Map.of("key", List.of("truck-001", "*"))).keys().isAll()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"value, VALUE", "record, RECORD", "cloudevents, CLOUDEVENTS"})
  void readsTheFrame(String value, FrameKind kind) {
    assertThat(of(Map.of("frame", List.of(value))).frame()).isEqualTo(kind);
  }

  @Test
  void leavesCredentialsToWhoeverLooksAtThem() {
    Map<String, List<String>> query =
        Map.of("username", List.of("u"), "api_key", List.of("k"), "token", List.of("t"));

    assertThat(of(query).keys().isAll()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "kye, 'unknown parameter kye: did you mean key?'",
    "Frame, 'unknown parameter Frame: did you mean frame?'",
    "apikey, 'unknown parameter apikey: did you mean api_key?'",
    "whatever, 'unknown parameter whatever: known: api_key, cursor, frame, from, hello, key, last, max_rate, notices, on_gap, slow, token, username'",
    "settle, 'unknown parameter settle:'",
    "ordered, 'unknown parameter ordered:'",
    "group_id, 'unknown parameter group_id:'",
    "where, 'unknown parameter where:'",
    "select, 'unknown parameter select:'",
    "ack, 'unknown parameter ack:'",
  })
  void namesAnUnknownParameterAndTheNearestKnown(String name, String message) {
    assertThat(refusal(name, "secret")).startsWith(message).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "frame, recrod, 'unknown frame recrod: did you mean record? known: cloudevents, record, value'",
    "frame, '', 'unknown frame :'",
    "key, '', 'parameter key is empty'",
    "key, tr*ck, 'parameter key=tr*ck: a * may stand at the end only'",
    "key, **, 'parameter key=**: a * may stand at the end only'",
  })
  void namesAValueThatIsWrong(String name, String value, String message) {
    assertThat(refusal(name, value)).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frame",
        "from",
        "last",
        "slow",
        "max_rate",
        "notices",
        "on_gap",
        "hello",
        "cursor"
      })
  void refusesTwiceWhatCanBeSaidOnce(String name) {
    assertThat(refusal(Map.of(name, List.of("value", "value"))))
        .isEqualTo("parameter " + name + " is given 2 times: give it once");
  }

  @Test
  void showsOnlyTheBeginningOfWhatIsLong() {
    assertThat(refusal("x".repeat(5_000), "")).hasSizeLessThan(250).contains("…");
    assertThat(refusal("key", "*".repeat(5_000))).hasSizeLessThan(150).contains("…");
  }

  private static String refusal(String name, String value) {
    return refusal(Map.of(name, List.of(value)));
  }

  private static String refusal(Map<String, List<String>> query) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> of(query));
    assertThat(refused.refusal().code()).isEqualTo(ErrorCode.BAD_REQUEST);
    return refused.refusal().message();
  }
}
