package io.weir.kafka;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that somebody follows, opening or open, and its follower, whose failures end here.
 * Thread: the tail.
 */
final class OpenStream {
  private static final Logger LOG = LoggerFactory.getLogger(OpenStream.class);

  final Stream stream;
  private final Follower follower;

  /** Where it begins, if another stream reads the topic from before that; gone once passed. */
  private @Nullable Positions begin;

  private boolean open;

  OpenStream(Stream stream, Follower follower) {
    this.stream = stream;
    this.follower = follower;
  }

  boolean isOpen() {
    return open;
  }

  /** From now on its follower hears nothing. */
  void close() {
    open = false;
  }

  /** What lies before this is read for others only. */
  void beginAt(Positions ahead) {
    begin = ahead;
  }

  void onOpen(Cursor cursor) {
    open = true;
    guard("on_open", () -> follower.onOpen(cursor));
  }

  void onRefused(Refusal refusal) {
    guard("on_refused", () -> follower.onRefused(refusal));
  }

  void onLost(Refusal refusal) {
    open = false;
    LOG.warn("event=stream_lost stream={} reason=\"{}\"", stream.name(), refusal.message());
    guard("on_lost", () -> follower.onLost(refusal));
  }

  /**
   * @param records its own to change
   * @param end where the reading of the topic stands
   */
  void onRecords(List<LogRecord> records, Positions end) {
    Positions ahead = begin;
    if (ahead == null) {
      guard("on_records", () -> follower.onRecords(records, end));
      return;
    }
    records.removeIf(ahead::isPast);
    if (end.covers(ahead)) {
      begin = null;
    }
    if (!records.isEmpty() || !ahead.covers(end)) {
      guard("on_records", () -> follower.onRecords(records, end.later(ahead)));
    }
  }

  /** Tells of a gap in what is read of the topic, as far as this stream would have had it. */
  void onGap(Gap gap) {
    if (!open) {
      return;
    }
    long first = begin == null ? 0 : begin.next(gap.partition());
    if (gap.reason() == Reason.TRUNCATED && first <= gap.to() + 1) {
      begin = begin == null ? null : passed(begin, gap);
      guard("on_gap", () -> follower.onGap(gap));
    } else if (gap.reason() != Reason.TRUNCATED && first <= gap.to()) {
      long from = Math.max(first, gap.from());
      Gap own = new Gap(gap.partition(), from, gap.to(), gap.reason(), gap.epoch());
      guard("on_gap", () -> follower.onGap(own));
    }
  }

  private static Positions passed(Positions from, Gap gap) {
    Progress at = new Progress(from);
    at.pass(gap);
    return at.positions();
  }

  /** Whether the tail should hold. */
  boolean onTick(long nowNanos) {
    try {
      return follower.onTick(nowNanos);
    } catch (RuntimeException e) {
      LOG.error("event=follower_failed stream={} call=on_tick", stream.name(), e);
      return false;
    }
  }

  private void guard(String call, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("event=follower_failed stream={} call={}", stream.name(), call, e);
    }
  }
}
