package io.weir.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * An event as one JSON object on a line: time in UTC, level, logger, the message's {@link Pairs} as
 * members of their own, the message, and the stack of an error. Written in ASCII, so that nobody
 * outside can write a line or move a cursor. Thread: any.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** The layout's own members, which a pair must neither repeat nor pretend to be. */
  private static final Set<String> OWN = Set.of("time", "level", "logger", "message", "error");

  @Override
  public String doLayout(ILoggingEvent event) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      write(event, json);
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return line.append('\n').toString();
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    String message = String.valueOf(event.getFormattedMessage());
    json.writeStartObject();
    json.writeStringField("time", LineLayout.TIME.format(event.getInstant()));
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("logger", event.getLoggerName());
    for (Map.Entry<String, String> pair : Pairs.of(message).entrySet()) {
      json.writeStringField(member(pair.getKey()), pair.getValue());
    }
    json.writeStringField("message", message);
    if (event.getThrowableProxy() != null) {
      json.writeStringField("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    json.writeEndObject();
  }

  /** The dot keeps it apart from every pair: a pair's name has none. */
  private static String member(String name) {
    return OWN.contains(name) ? "event." + name : name;
  }
}
