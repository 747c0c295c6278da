package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.History;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Finds where sessions of one stream begin. Thread: the stream's tail. */
final class Beginnings {
  private final Stream stream;
  private final Log log;
  private final Tail tail;
  private final Scans scans;
  private final LongSupplier clock;

  /**
   * @param clock in milliseconds since the epoch
   */
  Beginnings(Stream stream, Log log, Tail tail, Scans scans, LongSupplier clock) {
    this.scans = scans;
    this.clock = clock;
    this.stream = stream;
    this.log = log;
    this.tail = tail;
  }

  /** Where a session begins, or why it does not. */
  sealed interface Beginning {}

  /**
   * @param gaps what a cursor asked for and may not be read
   * @param recent what is delivered before all else
   */
  record At(Cursor cursor, List<Gap> gaps, Optional<Recent> recent) implements Beginning {}

  record Refused(Refusal refusal) implements Beginning {}

  static At recent(Recent.Found found) {
    return new At(found.begin(), List.of(), Optional.of(new Recent(found)));
  }

  private static At at(Cursor cursor) {
    return new At(cursor, List.of(), Optional.empty());
  }

  /**
   * Answers at once or later, on the tail.
   *
   * @param now where live sessions stand
   */
  void find(OutSession session, Supplier<Cursor> now, Consumer<Beginning> answer) {
    switch (session.subscription().from()) {
      case From.Latest latest -> answer.accept(at(now.get()));
      case From.Earliest earliest -> oldest(now, answer);
      case From.Since(long millis) ->
          ask(new Start.Since(millis), now, found -> limit(found, false, now, answer));
      case From.Resume(Cursor cursor) -> {
        if (cursor.positions().count() <= now.get().positions().count()) {
          limit(resume(cursor, now.get()), true, now, answer);
        } else {
          ask(new Start.Latest(), now, end -> limit(known(cursor, end), true, now, answer));
        }
      }
      case From.Last(int count) -> scans.find(session, count, now, answer);
    }
  }

  /** A cursor of more partitions than are read here is real only if the topic has them by now. */
  private Beginning known(Cursor cursor, Beginning end) {
    return switch (end) {
      case Refused refused -> refused;
      case At at
          when !at.cursor().topic().equals(cursor.topic())
              || at.cursor().positions().count() >= cursor.positions().count() ->
          resume(cursor, at.cursor());
      case At at ->
          new Refused(
              new Refusal(ErrorCode.BAD_REQUEST, "the cursor has more partitions than the topic"));
    };
  }

  /** The first that clients may read. */
  void oldest(Supplier<Cursor> now, Consumer<Beginning> answer) {
    ask(new Start.Earliest(), now, found -> limit(found, false, now, answer));
  }

  private Beginning resume(Cursor cursor, Cursor now) {
    if (cursor.topic().equals(now.topic())) {
      return at(cursor);
    }
    return new Refused(
        cursor.topic().isNamed(stream.topic())
            ? new Refusal(
                ErrorCode.STREAM_RECREATED,
                "stream '%s' was re-created: begin anew, without this cursor"
                    .formatted(stream.name()))
            : new Refusal(ErrorCode.BAD_REQUEST, "this is a cursor of another stream"));
  }

  private void ask(Start start, Supplier<Cursor> now, Consumer<Beginning> answer) {
    log.locate(stream, start)
        .thenAccept(located -> tail.execute(() -> answer.accept(beginning(located, now.get()))));
  }

  private Beginning beginning(Located located, Cursor now) {
    return switch (located) {
      case Located.Refused(Refusal refusal) -> new Refused(refusal);
      case Located.Found(Cursor cursor) -> resume(cursor, now);
    };
  }

  /** Not before the history that clients may read. */
  private void limit(
      Beginning found, boolean told, Supplier<Cursor> now, Consumer<Beginning> answer) {
    Duration maxAge = stream.history().maxAge();
    if (!(found instanceof At at) || stream.history().equals(History.ALL)) {
      answer.accept(found);
    } else if (maxAge.isZero()) {
      answer.accept(limited(at, Positions.NONE, told, now.get()));
    } else {
      long oldest = clock.getAsLong() - maxAge.toMillis();
      ask(
          new Start.Since(oldest),
          now,
          since ->
              answer.accept(
                  since instanceof At floor
                      ? limited(at, floor.cursor().positions(), told, now.get())
                      : since));
    }
  }

  private At limited(At at, Positions oldest, boolean told, Cursor now) {
    Progress limited = new Progress(at.cursor().positions());
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < now.positions().count(); i++) {
      long max = stream.history().maxRecords();
      long first =
          Math.max(oldest.next(i), max == 0 ? 0 : Math.max(0, now.positions().next(i) - max));
      if (limited.next(i) < first) {
        gaps.add(new Gap(i, limited.next(i), first - 1, Gap.Reason.HISTORY));
        limited.set(i, first, Positions.NO_EPOCH);
      }
    }
    return new At(
        new Cursor(at.cursor().topic(), limited.positions()),
        told ? gaps : List.of(),
        Optional.empty());
  }
}
