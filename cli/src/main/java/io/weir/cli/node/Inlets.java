package io.weir.cli.node;

import io.weir.dialects.weir.Inlet;
import io.weir.dialects.weir.Route;
import io.weir.engine.config.ByteSize;
import io.weir.engine.config.LinkSettings;
import io.weir.engine.config.PublicationSettings;
import io.weir.engine.config.Settings;
import io.weir.engine.stream.Stream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is written to on each listener: streams at their own paths, and links that take in. */
final class Inlets {
  /** Room for what a record has besides its message: key, headers, and what Kafka adds. */
  private static final ByteSize BESIDE = ByteSize.kibibytes(128);

  private Inlets() {}

  /** By path; a link that repeats a stream's own path says more about it. */
  static Map<String, Inlet> of(String listener, Settings settings) {
    Map<String, Inlet> inlets = new HashMap<>();
    Map<String, Stream> streams = new HashMap<>();
    int standard = Math.toIntExact(settings.limits().maxMessage().bytes());
    for (Stream stream : settings.streams()) {
      streams.put(stream.name(), stream);
      if (stream.in()) {
        inlets.put(Route.path(stream), Inlet.of(stream, standard));
      }
    }
    for (LinkSettings link : settings.links()) {
      Stream stream = streams.get(link.stream());
      if (stream != null && link.in().isPresent() && link.listeners().contains(listener)) {
        inlets.put(link.path(), inlet(stream, link.name(), link.in().get(), streams, standard));
      }
    }
    return inlets;
  }

  private static Inlet inlet(
      Stream stream,
      String link,
      PublicationSettings in,
      Map<String, Stream> streams,
      int standard) {
    Optional<Stream> refused = in.refused().map(streams::get);
    int max = in.maxMessage().map(size -> Math.toIntExact(size.bytes())).orElse(standard);
    return new Inlet(stream, link, in, refused, max);
  }

  /** The largest record that any of them can make. */
  static ByteSize largestRecord(Settings settings) {
    java.util.stream.Stream<ByteSize> accepted =
        settings.links().stream()
            .flatMap(link -> link.in().flatMap(PublicationSettings::maxMessage).stream());
    java.util.stream.Stream<ByteSize> tapped =
        settings.dials().stream()
            .filter(link -> link.in().isPresent())
            .map(link -> new ByteSize(link.dial().remote().maxMessageBytes()));
    ByteSize largest =
        java.util.stream.Stream.of(
                accepted, tapped, java.util.stream.Stream.of(settings.limits().maxMessage()))
            .flatMap(Function.identity())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new ByteSize(largest.bytes() + BESIDE.bytes());
  }
}
