package io.weir.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One line an event, on standard error, as a {@link LogFormat} has it. {@code WEIR_LOG} is the
 * level of Weir's own lines ({@code debug}, {@code info}, {@code warn}, {@code error}, {@code
 * off}); of libraries only warnings are shown. {@code -Dlogback.configurationFile} replaces all of
 * this.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  /** Kafka repeats for every broker and attempt what Weir says once. */
  private static final String[] CHATTY = {"org.apache.kafka", "kafka", "state.change.logger"};

  private static final String APPENDER = "standard-error";

  /**
   * From now on. Lines are text until a command says otherwise: Logback sets itself up at the first
   * logger, which may be before options are read. A configuration of the user's own stays.
   */
  public static void use(LogFormat format) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      use(format, context);
    }
  }

  static void use(LogFormat format, LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(APPENDER) instanceof ConsoleAppender<ILoggingEvent> appender) {
      appender.setEncoder(encoder(format, context));
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    boolean replaced =
        System.getProperty("logback.configurationFile") != null
            || LogSetup.class.getResource("/logback-test.xml") != null;
    if (replaced) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(standardError(context));
    for (String name : CHATTY) {
      context.getLogger(name).setLevel(Level.ERROR);
    }
    context.getLogger("io.weir").setLevel(level(System.getenv("WEIR_LOG")));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Level level(@Nullable String name) {
    return Level.toLevel(name == null ? "info" : name.toUpperCase(Locale.ROOT), Level.INFO);
  }

  static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName(APPENDER);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(LogFormat.TEXT, context));
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
    LayoutBase<ILoggingEvent> layout = format.layout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
