package io.weir.dialects.weir;

import io.weir.engine.error.RefusedException;
import io.weir.engine.link.From;
import io.weir.engine.listener.Handshake;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Stream;
import io.weir.engine.text.Durations;
import io.weir.engine.text.Nearest;
import io.weir.engine.text.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a client begins: {@code from}, {@code last}, and the headers that carry a cursor. What is
 * none of the forms is refused: a client that meant to resume would not notice that it did not.
 */
final class Beginning {
  static final String FROM = "from";
  static final String LAST = "last";
  static final String CURSOR_HEADER = "Weir-Cursor";

  private static final String LAST_EVENT_HEADER = "Last-Event-ID";
  private static final int MAX_LAST = 10_000;
  private static final String LATEST = "latest";
  private static final String EARLIEST = "earliest";
  private static final String FORMS =
      "give latest, earliest, an instant like 2026-11-20T12:00:00Z, a time back from now like -15m"
          + " (s, m, h, d), or a cursor";

  private static final Pattern RELATIVE = Pattern.compile("-\\d{1,9}[smhd]");

  /** What may be a cursor, whole or damaged; no other form looks like it. */
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_-]{16,}");

  private final Stream stream;
  private final Instant now;

  Beginning(Stream stream, Instant now) {
    this.stream = stream;
    this.now = now;
  }

  /** An EventSource that resumes repeats its URL, so its header wins over what stands there. */
  From of(Handshake handshake, Query query) {
    Optional<String> resumed =
        handshake.upgrade() ? Optional.empty() : header(handshake, LAST_EVENT_HEADER);
    if (resumed.isPresent()) {
      return resume("header " + LAST_EVENT_HEADER, resumed.get());
    }
    Optional<String> cursor = header(handshake, CURSOR_HEADER);
    if (cursor.isEmpty()) {
      return of(query);
    }
    boolean contradicts =
        query.has(LAST) || !query.one(FROM).orElse(cursor.get()).equals(cursor.get());
    if (contradicts) {
      throw Wrong.refused(
          "the header Weir-Cursor says where to begin, and so does the URL: leave one out");
    }
    return resume("header " + CURSOR_HEADER, cursor.get());
  }

  From of(Query query) {
    Optional<String> from = query.one(FROM);
    Optional<Integer> last = query.count(LAST, MAX_LAST);
    if (from.isPresent() && last.isPresent()) {
      throw Wrong.refused("parameters from and last both say where to begin: leave one out");
    }
    return last.<From>map(From.Last::new)
        .orElseGet(() -> from.map(this::parse).orElse(From.LATEST));
  }

  private From parse(String text) {
    if (text.equals(LATEST)) {
      return From.LATEST;
    }
    if (text.equals(EARLIEST)) {
      return From.EARLIEST;
    }
    String instant = text.replace(' ', '+'); // in a query a + means a space, which so stands for it
    if (Rfc3339.looksLike(instant)) {
      return since(instant(text, instant));
    }
    if (RELATIVE.matcher(text).matches()) {
      return since(now.minus(Durations.parse(text.substring(1)).orElse(Duration.ZERO)));
    }
    if (CURSOR.matcher(text).matches()) {
      return resume("parameter " + FROM, text);
    }
    throw Wrong.value(FROM, text, meant(text) + FORMS);
  }

  private static String meant(String text) {
    return Nearest.of(text, List.of(LATEST, EARLIEST))
        .map(near -> "did you mean " + near + "? ")
        .orElse("");
  }

  private Instant instant(String text, String form) {
    Instant instant =
        Rfc3339.parse(form)
            .orElseThrow(() -> Wrong.value(FROM, text, "there is no such date or time"))
            .toInstant();
    if (instant.isAfter(now)) {
      throw Wrong.value(FROM, text, "this is in the future; leave it out to begin now");
    }
    return instant;
  }

  /** Never negative: Kafka knows no such time, and takes some of them for commands. */
  private static From since(Instant instant) {
    long millis = instant.toEpochMilli();
    boolean isWhole = Instant.ofEpochMilli(millis).equals(instant);
    return new From.Since(Math.max(0, isWhole ? millis : millis + 1));
  }

  private From resume(String where, String text) {
    Cursor cursor;
    try {
      cursor = Cursor.parse(text);
    } catch (RefusedException e) {
      throw Wrong.refused(where + ": " + e.refusal().message());
    }
    if (!cursor.topic().isNamed(stream.topic())) {
      throw Wrong.refused(
          "%s: %s is a cursor of another stream; take one that %s has sent"
              .formatted(where, Wrong.shown(text), stream.name()));
    }
    return new From.Resume(cursor);
  }

  private static Optional<String> header(Handshake handshake, String name) {
    List<String> values =
        handshake.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (values.size() > 1) {
      throw Wrong.refused(
          "header %s is given %d times: give it once".formatted(name, values.size()));
    }
    return values.stream().findFirst();
  }
}
