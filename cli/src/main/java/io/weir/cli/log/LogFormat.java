package io.weir.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** How an event looks on standard error. */
public enum LogFormat {
  /** For people: a line, and the stack of an error below it. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON;

  /** By its name in lower case, as users write it. */
  public static Optional<LogFormat> of(String name) {
    return switch (name) {
      case "text" -> Optional.of(TEXT);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  LayoutBase<ILoggingEvent> layout() {
    return switch (this) {
      case TEXT -> new LineLayout();
      case JSON -> new JsonLayout();
    };
  }

  /** For completion. */
  public static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("text", "json").iterator();
    }
  }
}
