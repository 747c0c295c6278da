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
import java.util.List;
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

  /** Where it is served from on. */
  Cursor position() {
    return new Cursor(topic, at.positions());
  }

  /** Whether nothing waits, nor has to. */
  boolean isIdle() {
    return rate.isUnbounded() && (backlog == null || backlog.isEmpty());
  }

  /** Whether records wait here that come faster than they may be sent. */
  boolean hasBacklog() {
    return backlog != null;
  }

  /** From now on records wait here. */
  void waitIn(Backlog empty) {
    backlog = backlog == null ? empty : backlog;
  }

  /**
   * Whether who serves the session has come to records of a leader that is later than any that the
   * session knows, and that perhaps never had what the session has read ahead (KIP-320). Only the
   * log can tell, if it is asked for the session's own position.
   */
  boolean isInDoubt(Batch batch) {
    Positions begin = batch.begin.positions();
    Positions end = batch.end.positions();
    for (int i = 0; i < at.count(); i++) {
      if (isEarlier(at.epoch(i), end.epoch(i))
          && at.next(i) > begin.next(i)
          && !hasLastOf(i, batch.records)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasLastOf(int partition, List<LogRecord> records) {
    for (LogRecord record : records) {
      if (record.partition() == partition
          && record.offset() == at.next(partition) - 1
          && record.leaderEpoch() == at.epoch(partition)) {
        return true;
      }
    }
    return false;
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
      Gap gap = pass(batch.gap, batch.begin.positions().epoch(batch.gap.partition()));
      if (gap != null) {
        session.onGap(gap);
      }
    }
    for (LogRecord record : batch.records) {
      onRecord(record);
    }
    at.passTo(batch.end.positions());
    drain();
    session.flush(standing());
    return true;
  }

  /** Passes by what the session has, and what the log will turn out not to have any more. */
  private void onRecord(LogRecord record) {
    int partition = record.partition();
    if (record.offset() < at.next(partition)
        || isEarlier(record.leaderEpoch(), at.epoch(partition))) {
      return;
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
    int epoch = at.epoch(record.partition());
    at.pass(record);
    counts().superseded().add(backlog.add(record, epoch));
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
    session.onDropped(gap);
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
    return isIdle() && end.hasPassed(at.positions());
  }

  private static boolean isEarlier(int epoch, int than) {
    return epoch != Positions.NO_EPOCH && than != Positions.NO_EPOCH && epoch < than;
  }

  /**
   * What a gap of who serves the session is for the session, which passes it. Null: nothing.
   *
   * @param epoch under which who serves the session had read what lies before the gap
   */
  private @Nullable Gap pass(Gap gap, int epoch) {
    long next = at.next(gap.partition());
    boolean back = gap.reason() == Gap.Reason.TRUNCATED;
    if (back ? isEarlier(epoch, at.epoch(gap.partition())) : gap.to() < next) {
      return null;
    }
    at.pass(gap);
    long from = back ? gap.from() : Math.max(gap.from(), next);
    long to = back ? next - 1 : gap.to();
    return from <= to ? new Gap(gap.partition(), from, to, gap.reason(), gap.epoch()) : null;
  }
}
