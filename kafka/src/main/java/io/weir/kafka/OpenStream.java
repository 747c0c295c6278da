package io.weir.kafka;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Stream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Where it begins in partitions that another stream reads already; gone once passed. */
  private final Map<Integer, Long> begins = new HashMap<>();

  private boolean open;
  private Progress at = new Progress(Positions.NONE);

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

  void beginAt(int partition, long offset) {
    begins.put(partition, offset);
  }

  void onOpen(Cursor begin) {
    open = true;
    at = new Progress(begin.positions());
    guard("on_open", () -> follower.onOpen(begin));
  }

  void onRefused(Refusal refusal) {
    guard("on_refused", () -> follower.onRefused(refusal));
  }

  void onLost(Refusal refusal) {
    open = false;
    LOG.warn("event=stream_lost stream={} reason=\"{}\"", stream.name(), refusal.message());
    guard("on_lost", () -> follower.onLost(refusal));
  }

  void onRecords(List<LogRecord> records) {
    List<LogRecord> own = begins.isEmpty() ? records : fromBegins(records);
    if (!own.isEmpty()) {
      own.forEach(at::pass);
      guard("on_records", () -> follower.onRecords(own, at.positions()));
    }
  }

  private List<LogRecord> fromBegins(List<LogRecord> records) {
    records.removeIf(each -> each.offset() < begins.getOrDefault(each.partition(), Long.MIN_VALUE));
    for (LogRecord each : records) {
      begins.remove(each.partition());
      if (begins.isEmpty()) {
        break;
      }
    }
    return records;
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
