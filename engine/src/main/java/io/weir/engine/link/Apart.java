package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.limit.Rate;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.TopicId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one session is served that cannot share the others' frames: it has passed records that are
 * still to come from who serves it, or records wait for it. Thread: the session's loop.
 */
final class Apart {
  /** So many records are sent before others have their turn. */
  private static final int TURN = 128;

  private final OutSession session;
  private final TopicId topic;
  private final Progress at;
  private final Rate rate;
  private @Nullable Backlog backlog;
  private long paidNanos;
  private boolean draining;

  /**
   * @param backlog where records wait if more come than may be sent
   */
  Apart(OutSession session, Cursor standing, @Nullable Backlog backlog) {
    this.session = session;
    this.topic = standing.topic();
    this.at = new Progress(standing.positions());
    this.backlog = backlog;
    this.rate = new Rate(session.subscription().pace().maxRate(), 1);
    this.paidNanos = session.hub().loop().nowNanos();
  }

  /** From where the client may go on without missing what it is still to get. */
  Cursor standing() {
    Positions here = at.positions();
    return new Cursor(topic, backlog == null ? here : backlog.lowest(here));
  }

  /** Where the session stands; what waits lies before that. */
  Cursor here() {
    return new Cursor(topic, at.positions());
  }

  /** Whether records wait for the session, or will. */
  boolean isWaitedIn() {
    return !rate.isUnbounded() || (backlog != null && !backlog.isEmpty());
  }

  /** From now on records wait here. */
  void waitIn(Backlog empty) {
    backlog = backlog == null ? empty : backlog;
  }

  /**
   * Takes what the session wants of a batch.
   *
   * @return false: nothing was taken, because the client reads too slowly and nothing can wait
   */
  boolean deliver(Batch batch) {
    if (backlog == null && !session.isReady(session.hub().unsentLimit())) {
      return !session.isOpen();
    }
    if (batch.gap != null) {
      Gap gap = pass(batch.gap);
      if (gap != null) {
        session.onGap(gap);
      }
    }
    for (LogRecord record : batch.records) {
      onRecord(record);
    }
    passTo(batch.end.positions());
    drain();
    session.flush(standing());
    return true;
  }

  private void onRecord(LogRecord record) {
    if (record.offset() < at.next(record.partition())) {
      Gap gap = truncation(record);
      if (gap == null) {
        return;
      }
      at.pass(gap);
      session.onGap(gap);
    }
    if (session.keys().matches(record.key())) {
      offer(record);
    } else {
      at.pass(record);
    }
  }

  private void offer(LogRecord record) {
    if (backlog == null) {
      at.pass(record);
      write(record);
      return;
    }
    Positions before = at.positions();
    at.pass(record);
    counts().superseded().add(backlog.add(record, before));
    if (backlog.isOverflowing()) {
      session.end(
          new Refusal(ErrorCode.SLOW, "slow: records of too many keys wait to be conflated"));
    }
  }

  /** Sends what waits, as long as the client takes it and the rate allows. */
  void drain() {
    Backlog waiting = backlog;
    int left = TURN;
    while (waiting != null && !waiting.isEmpty() && session.hasRoom() && isDue(left--)) {
      waiting.takeDropped().forEach(this::onDropped);
      write(waiting.poll());
    }
  }

  private void onDropped(Gap gap) {
    counts().slowGaps().add(1);
    session.onGap(gap);
  }

  private Hub.StreamCounts counts() {
    return session.hub().streamCounts(session.subscription().stream());
  }

  /** Whether one more may be sent now; if not, the rest is sent when it may. */
  private boolean isDue(int left) {
    if (rate.isUnbounded() && left > 0) {
      return true;
    }
    long now = session.hub().loop().nowNanos();
    long wait = left > 0 ? paidNanos - now : 0;
    if (wait <= 0 && left > 0) {
      paidNanos = rate.next(paidNanos, now);
      return true;
    }
    if (!draining) {
      draining = true;
      session.hub().loop().after(Duration.ofNanos(wait), this::onDue);
    }
    return false;
  }

  private void onDue() {
    draining = false;
    session.guard(this::drain);
  }

  private void write(LogRecord record) {
    session.encoder().alone(session.form(), record, standing()).ifPresent(session::writeAlone);
  }

  /** Whether the session may share the frames of those who stand there. */
  boolean mayShare(Positions end) {
    boolean waits = backlog != null && !backlog.isEmpty();
    return !waits && rate.isUnbounded() && end.covers(at.positions());
  }

  /**
   * The gap that a record shows which lies before this position: a later leader wrote it, so what
   * the session has read from there on is not in the log any more (KIP-320). Null: there is none.
   */
  private @Nullable Gap truncation(LogRecord record) {
    int partition = record.partition();
    int epoch = at.epoch(partition);
    return epoch == Positions.NO_EPOCH || record.leaderEpoch() <= epoch
        ? null
        : new Gap(partition, record.offset(), at.next(partition) - 1, Gap.Reason.TRUNCATED, epoch);
  }

  /** What a gap of who serves the session is for the session, which passes it. Null: nothing. */
  private @Nullable Gap pass(Gap gap) {
    long next = at.next(gap.partition());
    boolean back = gap.reason() == Gap.Reason.TRUNCATED;
    if (!back && gap.to() < next) {
      return null;
    }
    at.pass(gap);
    long from = back ? gap.from() : Math.max(gap.from(), next);
    long to = back ? next - 1 : gap.to();
    return from <= to ? new Gap(gap.partition(), from, to, gap.reason(), gap.epoch()) : null;
  }

  /** Who serves the session has come to here. */
  private void passTo(Positions end) {
    for (int i = 0; i < end.count(); i++) {
      if (end.next(i) > at.next(i)) {
        at.set(i, end.next(i), end.epoch(i));
      }
    }
  }
}
