package io.weir.admin;

import io.weir.engine.stream.Stream;
import java.util.Locale;

/**
 * A stream as {@code GET /api/v1/streams} shows it; the components are the JSON members.
 *
 * @param format as in the settings: {@code json}, {@code text}, {@code bytes}
 * @param create whether a topic that is missing is created
 * @param out whether native listeners serve it
 * @param sessions those open on this node
 */
public record StreamStatus(
    String name, String topic, String format, boolean create, boolean out, long sessions) {

  public static StreamStatus of(Stream stream, long sessions) {
    String format = stream.format().name().toLowerCase(Locale.ROOT);
    return new StreamStatus(
        stream.name(), stream.topic(), format, stream.create(), stream.out(), sessions);
  }
}
