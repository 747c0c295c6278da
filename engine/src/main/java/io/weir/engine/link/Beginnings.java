package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds where sessions of one stream begin. Thread: the stream's tail. */
final class Beginnings {
  private final Stream stream;
  private final Log log;
  private final Tail tail;

  Beginnings(Stream stream, Log log, Tail tail) {
    this.stream = stream;
    this.log = log;
    this.tail = tail;
  }

  /** Where a session begins, or why it does not. */
  sealed interface Beginning {}

  record At(Cursor cursor) implements Beginning {}

  record Refused(Refusal refusal) implements Beginning {}

  /**
   * Answers at once or later, on the tail.
   *
   * @param now where live sessions stand
   */
  void find(OutSession session, Supplier<Cursor> now, Consumer<Beginning> answer) {
    switch (session.subscription().from()) {
      case From.Latest latest -> answer.accept(new At(now.get()));
      case From.Earliest earliest -> ask(new Start.Earliest(), now, answer);
      case From.Since(long millis) -> ask(new Start.Since(millis), now, answer);
      case From.Resume(Cursor cursor) -> answer.accept(resume(cursor, now.get()));
      case From.Last last -> answer.accept(new At(now.get()));
    }
  }

  private Beginning resume(Cursor cursor, Cursor now) {
    if (cursor.topic().equals(now.topic())) {
      return new At(cursor);
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
}
