package io.weir.engine.link;

import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Stream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A loop as the way out sees it: its hop, its bounds, where it takes the memory of its own frames,
 * and the counters that only it writes.
 */
final class Hub implements Sessions.OnLoop {
  private final int index;
  private final Loop loop;
  private final Hop hop;
  private final long unsentTotalBytes;
  private final FrameMemory memory;
  private final OutSettings settings;
  private final Metrics metrics;

  // Thread: the loop.
  private final Map<Labels, OutCounts> counts = new HashMap<>();
  private final Map<String, StreamCounts> streamCounts = new HashMap<>();
  private final Map<Long, OutSession> sessions = new HashMap<>();
  private long entered;
  private long replayFreeNanos;
  private long unsentBytes;

  /** What happened to the sessions of one stream on one loop. */
  record StreamCounts(Count unwanted, Count superseded, Count slowGaps, Count historyGaps) {}

  /** What the sessions with the same labels on one loop have done. */
  record OutCounts(Count sessions, Count deliveries, Count bytes) {}

  /**
   * @param index among the hubs of the node
   * @param count how many these are
   */
  Hub(int index, int count, Loop loop, FrameMemory memory, OutSettings settings, Metrics metrics) {
    this.index = index;
    this.unsentTotalBytes = settings.unsentTotalBytes() / count;
    this.loop = loop;
    this.memory = memory;
    this.settings = settings;
    this.metrics = metrics;
    this.hop = new Hop(settings.hopBytes(), settings.patience().toNanos());
    metrics.gauge(Metric.HOP_BYTES, Labels.NONE, hop::bytes);
  }

  int index() {
    return index;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  Hop hop() {
    return hop;
  }

  FrameMemory memory() {
    return memory;
  }

  OutSettings settings() {
    return settings;
  }

  Metrics metrics() {
    return metrics;
  }

  /**
   * The loop has replayed from one time to another. It does so for half of its time at most, where
   * others wait.
   *
   * @return how long it shall do something else before it replays again; zero or less: no time
   */
  long replayed(long beginNanos, long endNanos) {
    long from = Math.max(replayFreeNanos - beginNanos, 0);
    replayFreeNanos = beginNanos + from + 2 * (endNanos - beginNanos);
    return replayFreeNanos - endNanos;
  }

  /** What a session has unsent is so much more, or less, than when it was last looked at. */
  void addUnsent(long bytes) {
    unsentBytes += bytes;
  }

  /** What one session may have unsent now; nothing, while all together have too much. */
  long unsentLimit() {
    return unsentBytes > unsentTotalBytes ? 0 : settings.unsentBytes();
  }

  /** A session has opened; its number is no other's on this hub, ever. Thread: the loop. */
  long enter(OutSession session) {
    sessions.put(++entered, session);
    return entered;
  }

  /** Its connection has gone. Thread: the loop. */
  void leave(long number) {
    sessions.remove(number);
  }

  @Override
  public Map<Long, OutSession> sessions() {
    return Collections.unmodifiableMap(sessions);
  }

  /** A stream has ended: so do its sessions, whether they are live or behind. */
  void endAll(Feed feed, Refusal refusal) {
    for (OutSession session : List.copyOf(sessions.values())) {
      if (session.feed().equals(feed)) {
        session.end(refusal);
      }
    }
  }

  /** The counters of these labels. Thread: the loop. */
  OutCounts counts(Labels labels) {
    return counts.computeIfAbsent(
        labels,
        l ->
            new OutCounts(
                metrics.count(Metric.SESSIONS, l),
                metrics.count(Metric.DELIVERIES, l),
                metrics.count(Metric.DELIVERED_BYTES, l)));
  }

  /** The counters of this stream. Thread: the loop. */
  StreamCounts streamCounts(Stream stream) {
    return streamCounts.computeIfAbsent(stream.name(), this::streamCounts);
  }

  private StreamCounts streamCounts(String stream) {
    Labels labels = Labels.of("stream", stream);
    return new StreamCounts(
        metrics.count(Metric.MESSAGES_REFUSED, labels),
        metrics.count(Metric.RECORDS_SUPERSEDED, labels),
        metrics.count(Metric.GAPS, labels.and("reason", Gap.Reason.SLOW.id())),
        metrics.count(Metric.GAPS, labels.and("reason", Gap.Reason.HISTORY.id())));
  }
}
