package io.weir.dialects.weir;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.Notices;
import io.weir.engine.link.Notices.OnGap;
import io.weir.engine.link.Pace;
import io.weir.engine.stream.Slow;
import io.weir.engine.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client is told besides its records: {@code notices}, {@code on_gap}, {@code hello}, {@code
 * cursor}.
 */
final class NoticesParameters {
  static final String NOTICES = "notices";
  static final String ON_GAP = "on_gap";
  static final String HELLO = "hello";
  static final String CURSOR = "cursor";

  private static final String EVERY = "every:";
  private static final int MAX_RECORDS = 1_000_000;
  private static final Duration MIN_TIME = Duration.ofSeconds(1);
  private static final Duration MAX_TIME = Duration.ofHours(1);

  /** What a client may ask for where records are missing. */
  private enum Asked {
    TELL("tell"),
    CLOSE("close");

    private final String id;

    Asked(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  private final Query query;
  private final FrameKind frame;
  private final Pace pace;

  private NoticesParameters(Query query, FrameKind frame, Pace pace) {
    this.query = query;
    this.frame = frame;
    this.pace = pace;
  }

  static Notices of(Query query, FrameKind frame, Pace pace) {
    return new NoticesParameters(query, frame, pace).read();
  }

  private Notices read() {
    OnGap onGap = onGap();
    boolean hello = query.flag(HELLO).orElse(false);
    Optional<String> cursor = query.one(CURSOR);
    if (cursor.isEmpty()) {
      return new Notices(hello, onGap, 0, Duration.ZERO);
    }
    String every = every(cursor.get());
    return every.matches("\\d+")
        ? new Notices(
            hello, onGap, Query.count(CURSOR, cursor.get(), every, MAX_RECORDS), Duration.ZERO)
        : new Notices(hello, onGap, 0, time(cursor.get(), every));
  }

  /** Whoever can be told is told; nobody is left in the belief that nothing is missing. */
  private OnGap onGap() {
    Optional<Asked> asked = query.choice(ON_GAP, Asked.values(), Asked::id);
    Optional<Boolean> notices = query.flag(NOTICES);
    boolean told = notices.orElse(frame.hasCursor());
    if (asked.isEmpty()) {
      return told ? OnGap.TELL : untold();
    }
    return switch (asked.get()) {
      case TELL -> {
        if (!told) {
          throw Wrong.refused(
              "parameter on_gap=tell: this session is told nothing; give notices=true");
        }
        yield OnGap.TELL;
      }
      case CLOSE -> close(notices.orElse(false));
    };
  }

  private OnGap untold() {
    return pace.slow() == Slow.DROP_OLDEST ? OnGap.COUNT : OnGap.CLOSE;
  }

  private OnGap close(boolean notices) {
    if (notices) {
      throw Wrong.refused(
          "parameter on_gap=close leaves nothing for notices=true to tell: leave one out");
    }
    if (pace.slow() == Slow.DROP_OLDEST) {
      throw Wrong.refused(
          "parameter on_gap=close would close at the first record that slow=drop-oldest drops:"
              + " leave one out");
    }
    return OnGap.CLOSE;
  }

  private static String every(String value) {
    if (!value.startsWith(EVERY)) {
      throw Wrong.value(
          CURSOR, value, "give every:N for a number of records, or every:5s for a time");
    }
    return value.substring(EVERY.length());
  }

  private static Duration time(String value, String every) {
    return Durations.parse(every)
        .filter(time -> time.compareTo(MIN_TIME) >= 0 && time.compareTo(MAX_TIME) <= 0)
        .orElseThrow(
            () ->
                Wrong.value(
                    CURSOR,
                    value,
                    "give every:N for a number of records,"
                        + " or a time from every:1s to every:1h"));
  }
}
