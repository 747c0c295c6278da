package io.weir.engine.text;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates with times as the internet writes them (RFC 3339 section 5.6). */
public final class Rfc3339 {
  private static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private Rfc3339() {}

  /** Whether it looks like one; there may still be no such day or hour. */
  public static boolean looksLike(String text) {
    return FORM.matcher(text).matches();
  }

  /** Empty: it is none. Leap seconds, which few clocks know, are none. */
  public static Optional<OffsetDateTime> parse(String text) {
    if (!looksLike(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
