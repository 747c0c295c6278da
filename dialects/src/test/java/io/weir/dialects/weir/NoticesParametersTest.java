package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.error.RefusedException;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.Notices;
import io.weir.engine.link.Notices.OnGap;
import io.weir.engine.stream.SlowPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticesParametersTest {
  /** From a query as it stands in a URL. */
  private static Notices of(FrameKind frame, String text) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String each : text.split("&", -1)) {
      String[] pair = each.split("=", 2);
      if (pair.length == 2) {
        parameters.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
      }
    }
    Query query = new Query(parameters);
    return NoticesParameters.of(query, frame, PaceParameters.of(query, SlowPolicy.ANY));
  }

  private static String refusal(FrameKind frame, String query) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> of(frame, query));
    assertThat(refused).as(query).isNotNull();
    return refused.refusal().message();
  }

  @ParameterizedTest
  @CsvSource({
    "RECORD, '', TELL",
    "RECORD, notices=true, TELL",
    "RECORD, notices=false, CLOSE",
    "RECORD, on_gap=close, CLOSE",
    "RECORD, on_gap=close&notices=false, CLOSE",
    "RECORD, on_gap=tell, TELL",
    "RECORD, slow=drop-oldest, TELL",
    "RECORD, slow=drop-oldest&notices=false, COUNT",
    "CLOUDEVENTS, '', TELL",
    "CLOUDEVENTS, notices=false, CLOSE",
    "VALUE, '', CLOSE",
    "VALUE, notices=false, CLOSE",
    "VALUE, notices=true, TELL",
    "VALUE, on_gap=tell&notices=true, TELL",
    "VALUE, on_gap=close, CLOSE",
    "VALUE, slow=drop-oldest, COUNT",
    "VALUE, slow=drop-oldest&notices=true, TELL",
    "VALUE, slow=conflate, CLOSE",
  })
  void tellsOfGapsWhoeverCanBeTold(FrameKind frame, String query, OnGap onGap) {
    assertThat(of(frame, query)).isEqualTo(new Notices(false, onGap, 0, Duration.ZERO));
  }

  @Test
  void refusesToTellWhoWantsNoNotices() {
    String message = "parameter on_gap=tell: this session is told nothing; give notices=true";
    assertThat(refusal(FrameKind.VALUE, "on_gap=tell")).isEqualTo(message);
    assertThat(refusal(FrameKind.VALUE, "on_gap=tell&slow=drop-oldest")).isEqualTo(message);
    assertThat(refusal(FrameKind.RECORD, "on_gap=tell&notices=false")).isEqualTo(message);
  }

  @Test
  void refusesNoticesThatNobodyWouldGet() {
    assertThat(refusal(FrameKind.VALUE, "on_gap=close&notices=true"))
        .isEqualTo("parameter on_gap=close leaves nothing for notices=true to tell: leave one out");
    assertThat(refusal(FrameKind.RECORD, "on_gap=close&slow=drop-oldest"))
        .isEqualTo(
            "parameter on_gap=close would close at the first record that slow=drop-oldest drops:"
                + " leave one out");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void greetsWhoeverAsks(String value, boolean hello) {
    assertThat(of(FrameKind.VALUE, "hello=" + value).hello()).isEqualTo(hello);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello=", "hello=yes", "notices=1", "notices=TRUE"})
  void takesTrueAndFalseOnly(String query) {
    assertThat(refusal(FrameKind.VALUE, query))
        .isEqualTo("parameter " + query + ": give true or false");
  }

  @Test
  void refusesAnotherWayWithGaps() {
    assertThat(refusal(FrameKind.VALUE, "on_gap=count"))
        .isEqualTo("unknown on_gap count: known: close, tell");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000_000})
  void tellsTheCursorEveryFewRecords(int count) {
    assertThat(of(FrameKind.VALUE, "cursor=every:" + count))
        .isEqualTo(new Notices(false, OnGap.CLOSE, count, Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"1s, PT1S", "1500ms, PT1.5S", "5m, PT5M", "1h, PT1H"})
  void tellsTheCursorEveryNowAndThen(String value, Duration every) {
    assertThat(of(FrameKind.RECORD, "cursor=every:" + value))
        .isEqualTo(new Notices(false, OnGap.TELL, 0, every));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5s", "true", "Every:5s"})
  void refusesACursorThatSaysNotHowOften(String value) {
    assertThat(refusal(FrameKind.VALUE, "cursor=" + value))
        .isEqualTo(
            "parameter cursor="
                + value
                + ": give every:N for a number of records, or every:5s for a time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1000001", "99999999999"})
  void refusesANumberThatIsOutOfRange(String value) {
    assertThat(refusal(FrameKind.VALUE, "cursor=every:" + value))
        .isEqualTo("parameter cursor=every:" + value + ": give a whole number from 1 to 1,000,000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "999ms", "61m", "1d", "-5s", "5 s", "five"})
  void refusesATimeThatIsOutOfRange(String value) {
    assertThat(refusal(FrameKind.VALUE, "cursor=every:" + value))
        .isEqualTo(
            "parameter cursor=every:"
                + value
                + ": give every:N for a number of records, or a time from every:1s to every:1h");
  }
}
