package io.weir.dialects.weir;

import io.weir.engine.config.PublicationSettings;
import io.weir.engine.stream.Stream;
import java.util.Optional;

/**
 * What a path that is written to leads to.
 *
 * @param link the name of the link that put it there, for metrics; empty for a stream's own path
 * @param refused gets what was refused
 * @param maxMessageBytes of one message
 */
public record Inlet(
    Stream stream,
    String link,
    PublicationSettings settings,
    Optional<Stream> refused,
    int maxMessageBytes) {

  /** The own path of a stream. */
  public static Inlet of(Stream stream, int maxMessageBytes) {
    return new Inlet(stream, "", PublicationSettings.DEFAULT, Optional.empty(), maxMessageBytes);
  }
}
