package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StructuredEventTest {
  private static final String REQUIRED =
      "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";

  /** The event, or nothing if it is none. */
  private static Optional<String> of(String json, @Nullable String cursor) {
    byte[] event = StructuredEvent.withCursor(json.getBytes(StandardCharsets.UTF_8), cursor);
    return Optional.ofNullable(event).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void changesNothingButTheCursor() {
    String event =
        "\n{ "
            + REQUIRED
            + ", \"n\" : 1, \"b\":true ,\"e\":\"\",\"subject\":null,\"data\":[1.10]\n";
    assertThat(of(event + "}\n", null)).contains(event + "}");
    assertThat(of(event + "}\n", "C")).contains(event + ",\"weircursor\":\"C\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"of another Weir: }, ä\"", "null", "17", "true"})
  void putsOurCursorInThePlaceOfAnother(String other) {
    String wanted = "{" + REQUIRED + ",\"a\":\"ä\",\"weircursor\":\"C\"}";
    String theirs = "\"weircursor\" : " + other;

    assertThat(of("{" + REQUIRED + ",\"a\":\"ä\" , " + theirs + "}", "C")).contains(wanted);
    assertThat(of("{" + REQUIRED + "," + theirs + ",\"a\":\"ä\"}", "C")).contains(wanted);
    assertThat(of("{" + theirs + " ," + REQUIRED + ",\"a\":\"ä\"}", "C")).contains(wanted);
    assertThat(of("{" + theirs + " ," + REQUIRED + "}", null)).contains("{" + REQUIRED + "}");
  }

  @Test
  void looksForACursorAtTheTopOnly() {
    String event = "{" + REQUIRED + ",\"data\":{\"weircursor\":\"data\"}";
    assertThat(of(event + "}", "C")).contains(event + ",\"weircursor\":\"C\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"data\":\"text\",\"datacontenttype\":\"text/plain\"",
        "\"data\":{},\"datacontenttype\":\"application/vnd.acme+json\"",
        "\"data\":null",
        "\"data_base64\":\"/wA=\",\"datacontenttype\":\"text/plain\"",
        "\"time\":\"2026-11-20T12:00:00+01:00\"",
      })
  void acceptsWhatTheFormatAllows(String member) {
    assertThat(of("{" + REQUIRED + "," + member + "}", null)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"data\":1,\"data_base64\":\"/wA=\"",
        "\"data\":{},\"datacontenttype\":\"text/plain\"",
        "\"data_base64\":\"?\"",
        "\"data_base64\":null",
        "\"id\":\"again\"",
        "\"Upper\":\"a\"",
        "\"a_b\":\"a\"",
        "\"a\":{}",
        "\"a\":[]",
        "\"a\":1.5",
        "\"time\":1",
        "\"time\":\"now\"",
        "\"subject\":true",
        "\"datacontenttype\":1",
        "\"a\":",
      })
  void acceptsNothingElse(String member) {
    assertThat(of("{" + REQUIRED + "," + member + "}", null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{" + REQUIRED,
        "{" + REQUIRED + "} {}",
        "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
        "{\"specversion\":1.0,\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":null,\"source\":\"/s\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
      })
  void acceptsNoEventThatIsNotWhole(String json) {
    assertThat(of(json, null)).isEmpty();
  }

  @Test
  void acceptsNoOtherEncoding() {
    byte[] event = ("{" + REQUIRED + ",\"data\":\"ä\"}").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(StructuredEvent.withCursor(event, null)).isNull();
  }
}
