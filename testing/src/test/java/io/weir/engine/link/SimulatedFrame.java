package io.weir.engine.link;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a frame says to a client of a simulation. */
sealed interface SimulatedFrame {

  /**
   * A record.
   *
   * @param number that is in its value
   * @param cursor empty: the frame has none
   */
  record OfRecord(long number, Optional<Cursor> cursor) implements SimulatedFrame {}

  /** Records will not come. */
  record OfGap(Gap gap) implements SimulatedFrame {}

  /** Where the client stands. */
  record OfCursor(Cursor cursor, boolean hello) implements SimulatedFrame {}

  /** A control frame begins with this where frames of records may be any text. */
  String MARK = "\u001e";

  Pattern NUMBER = Pattern.compile("\\{\\\\?\"n\\\\?\":(\\d+)");
  Pattern CURSOR = Pattern.compile("\"(?:weir)?cursor\":\"([\\w-]+)\"");
  Pattern GAP =
      Pattern.compile(
          "\\{(?:\"gap\":\\{\"stream\":\"s\\d\",|.*\"dev\\.weir\\.gap\\.v1\",\"data\":\\{)"
              + "\"partition\":(\\d+),\"from\":(\\d+),\"to\":(\\d+),\"reason\":\"(\\w+)\"}}");

  static SimulatedFrame of(String text) {
    String json = text.startsWith(MARK) ? text.substring(1) : text;
    Matcher number = NUMBER.matcher(json);
    if (number.find()) {
      return new OfRecord(Long.parseLong(number.group(1)), cursor(json));
    }
    Matcher gap = GAP.matcher(json);
    if (gap.matches()) {
      return new OfGap(gap(gap));
    }
    return new OfCursor(
        cursor(json).orElseThrow(() -> new AssertionError("what is this? " + text)),
        json.startsWith("{\"hello\""));
  }

  private static Gap gap(Matcher gap) {
    return new Gap(
        Integer.parseInt(gap.group(1)),
        Long.parseLong(gap.group(2)),
        Long.parseLong(gap.group(3)),
        Gap.Reason.valueOf(gap.group(4).toUpperCase(Locale.ROOT)));
  }

  private static Optional<Cursor> cursor(String json) {
    Matcher cursor = CURSOR.matcher(json);
    return cursor.find() ? Optional.of(Cursor.parse(cursor.group(1))) : Optional.empty();
  }
}
