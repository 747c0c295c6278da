package io.weir.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;

final class LogSetupTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @Test
  void theFormatIsChosenAfterLoggingBegan() {
    ConsoleAppender<ILoggingEvent> appender = LogSetup.standardError(context);
    root.addAppender(appender);
    assertThat(line(appender)).endsWith(" INFO  event=x\n").doesNotStartWith("{");
    LogSetup.use(LogFormat.JSON, context);
    assertThat(line(appender)).startsWith("{\"time\":").endsWith("\"message\":\"event=x\"}\n");
    LogSetup.use(LogFormat.TEXT, context);
    assertThat(line(appender)).doesNotStartWith("{");
  }

  @Test
  void aConfigurationOfTheUsersOwnStays() {
    ConsoleAppender<ILoggingEvent> own = LogSetup.standardError(context);
    own.setName("own");
    root.addAppender(own);
    LogSetup.use(LogFormat.JSON, context);
    assertThat(line(own)).doesNotStartWith("{");
  }

  private String line(ConsoleAppender<ILoggingEvent> appender) {
    LoggingEvent event = new LoggingEvent("x", root, Level.INFO, "event=x", null, new Object[0]);
    return new String(appender.getEncoder().encode(event), UTF_8);
  }
}
