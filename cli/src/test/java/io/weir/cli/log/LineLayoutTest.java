package io.weir.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LineLayoutTest {
  private static final String NAME = LineLayoutTest.class.getName();

  @Test
  void anEventIsALineWithItsTimeInUtc() {
    assertThat(line("event=started admin={}", null, "127.0.0.1:9081"))
        .isEqualTo("2026-11-20T12:00:00.120Z INFO  event=started admin=127.0.0.1:9081\n");
  }

  @Test
  void nobodyOutsideCanWriteALine() {
    assertThat(line("event=refused path={}", null, "/a\r\n2026 INFO  event=forged"))
        .endsWith("path=/a␣␣2026 INFO  event=forged\n");
  }

  @Test
  void anErrorHasItsStackBelow() {
    assertThat(line("event=failed", new IllegalStateException("why")))
        .contains("event=failed\njava.lang.IllegalStateException: why")
        .contains("\tat " + NAME);
  }

  private static String line(String message, @Nullable Throwable error, Object... arguments) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(NAME, context.getLogger(NAME), Level.INFO, message, error, arguments);
    event.setInstant(Instant.parse("2026-11-20T12:00:00.120Z"));
    return new LineLayout().doLayout(event);
  }
}
