package io.weir.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonLayoutTest {
  private static final String NAME = JsonLayoutTest.class.getName();

  @Test
  void anEventIsAnObjectOnALine() {
    assertThat(line("event=started admin={}", null, "127.0.0.1:9081"))
        .isEqualTo(
            "{\"time\":\"2026-11-20T12:00:00.120Z\",\"level\":\"WARN\",\"logger\":\"%s\","
                    .formatted(NAME)
                + "\"event\":\"started\",\"admin\":\"127.0.0.1:9081\","
                + "\"message\":\"event=started admin=127.0.0.1:9081\"}\n");
  }

  @Test
  void aSentenceIsAMessageOnly() throws Exception {
    JsonNode json = read(line("Disconnected from node a=1", null));
    assertThat(json.properties()).hasSize(4);
    assertThat(json.path("message").asText()).isEqualTo("Disconnected from node a=1");
  }

  @Test
  void anErrorIsItsStack() throws Exception {
    JsonNode json = read(line("event=failed", new IllegalStateException("why")));
    assertThat(json.path("error").asText())
        .startsWith("java.lang.IllegalStateException: why\n")
        .contains("\tat " + NAME);
  }

  @Test
  void noPairTakesThePlaceOfAMemberOfEveryLine() throws Exception {
    JsonNode json =
        read(
            line(
                "event=fault level=9 message=\"{}\" error={}",
                new IllegalStateException(),
                "m",
                1));
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("event.level").asText()).isEqualTo("9");
    assertThat(json.path("event.message").asText()).isEqualTo("m");
    assertThat(json.path("event.error").asText()).isEqualTo("1");
    assertThat(json.path("error").asText()).startsWith("java.lang.IllegalStateException");
  }

  @Test
  void nobodyOutsideCanWriteALineOrAMember() throws Exception {
    String line =
        line("event=refused path={}", null, "/\r\n\u2028\u009b2J\",\"level\":\"x\" event=forged");
    assertThat(line).hasLineCount(1).matches("\\p{ASCII}*\n");
    assertThat(read(line).path("event").asText()).isEqualTo("refused");
    assertThat(read(line).path("level").asText()).isEqualTo("WARN");
  }

  private static JsonNode read(String line) throws Exception {
    return JsonMapper.builder()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .build()
        .readTree(line);
  }

  private static String line(String message, @Nullable Throwable error, Object... arguments) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(NAME, context.getLogger(NAME), Level.WARN, message, error, arguments);
    event.setInstant(Instant.parse("2026-11-20T12:00:00.120Z"));
    return new JsonLayout().doLayout(event);
  }
}
