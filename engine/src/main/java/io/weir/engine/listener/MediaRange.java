package io.weir.engine.listener;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * An entry of {@code Accept} (RFC 9110 section 12.5.1).
 *
 * @param type in lower case, perhaps with a {@code *}
 * @param quality from 0, never, to 1
 */
record MediaRange(String type, double quality) {

  /** All entries; one with a quality that is none counts as never. */
  static List<MediaRange> all(List<String> headers) {
    return headers.stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(MediaRange::parse)
        .toList();
  }

  private static MediaRange parse(String entry) {
    String[] parts = entry.split(";");
    double quality =
        Arrays.stream(parts)
            .skip(1)
            .map(parameter -> parameter.strip().toLowerCase(Locale.ROOT))
            .filter(parameter -> parameter.startsWith("q="))
            .mapToDouble(parameter -> quality(parameter.substring(2)))
            .findFirst()
            .orElse(1);
    return new MediaRange(
        parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT), quality);
  }

  private static double quality(String text) {
    return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
  }

  /** How welcome a type is that was named; 0 if it was not. */
  static double quality(List<MediaRange> ranges, String type) {
    return qualities(ranges, type).max().orElse(0);
  }

  /** How welcome a page for people is: by its name, or else by the narrowest range around it. */
  static double page(List<MediaRange> ranges) {
    return Stream.of(List.of("text/html", "text/plain"), List.of("text/*"), List.of("*/*"))
        .map(types -> types.stream().flatMapToDouble(type -> qualities(ranges, type)).max())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .findFirst()
        .orElse(0);
  }

  private static DoubleStream qualities(List<MediaRange> ranges, String type) {
    return ranges.stream()
        .filter(range -> range.type().equals(type))
        .mapToDouble(MediaRange::quality);
  }
}
