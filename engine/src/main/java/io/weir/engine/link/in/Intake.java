package io.weir.engine.link.in;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.Session;
import io.weir.engine.link.Sessions;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Loop;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A loop as the way in sees it: what its sessions have taken in goes to the writer once a turn, and
 * what the writer tells comes back once a turn. Thread: the loop, where nothing else is said.
 */
final class Intake implements Sessions.OnLoop {
  /** What a session that is read again brings at once, about. */
  private static final long READ_BYTES = 64 << 10;

  private static final Duration TURN = Duration.ofMillis(1);

  private final Loop loop;
  private final Writer writer;
  private final InSettings settings;
  private final Metrics metrics;
  private final long totalBytes;
  private final Count unacknowledged;
  private final Count pausedCount;

  // Thread: the loop.
  private final Bodies bodies;
  private final Map<Long, Session> sessions = new HashMap<>();
  private long entered;
  private final Map<Labels, Counts> counts = new HashMap<>();
  private final Set<Sender> reading = new LinkedHashSet<>();
  private final Set<Sender> paused = new LinkedHashSet<>();
  private List<Sender> touched = new ArrayList<>();
  private List<Entry> gathered = new ArrayList<>();
  private long unacknowledgedBytes;
  private boolean resuming; // some; others by a task that is on its way
  private @Nullable CompletableFuture<@Nullable Void> settled;

  // Any thread adds, the loop takes.
  private final Queue<InRecord> told = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean telling = new AtomicBoolean();

  /** What the sessions with the same labels on one loop have done. */
  record Counts(
      Labels labels, Count sessions, Count records, Count acks, Map<ErrorCode, Count> refused) {}

  /**
   * @param loops how many the node has, which share its bound
   */
  Intake(Loop loop, int loops, Writer writer, InSettings settings, Metrics metrics) {
    this.loop = loop;
    this.writer = writer;
    this.settings = settings;
    this.metrics = metrics;
    this.totalBytes = settings.unacknowledgedTotalBytes() / loops;
    this.bodies = new Bodies(Bodies.TOTAL_BYTES / loops);
    this.unacknowledged = metrics.count(Metric.UNACKNOWLEDGED_BYTES, Labels.NONE);
    this.pausedCount = metrics.count(Metric.PAUSED_SESSIONS, Labels.NONE);
  }

  @Override
  public Loop loop() {
    return loop;
  }

  InSettings settings() {
    return settings;
  }

  /** A session has opened that operators may see; its number is no other's here, ever. */
  long enter(Session session) {
    sessions.put(++entered, session);
    return entered;
  }

  /** Its connection has gone. */
  void leave(long number) {
    sessions.remove(number);
  }

  @Override
  public Map<Long, Session> sessions() {
    return Collections.unmodifiableMap(sessions);
  }

  Bodies bodies() {
    return bodies;
  }

  void enter(Sender sender) {
    reading.add(sender);
    if (settled != null) {
      sender.hold();
    } else {
      sender.pauseIfFull();
    }
  }

  void leave(Sender sender) {
    onResumed(sender);
    reading.remove(sender);
  }

  /** More, or less, is not acknowledged. */
  void add(long bytes) {
    boolean hadRoom = !isFull();
    unacknowledgedBytes += bytes;
    unacknowledged.set(unacknowledgedBytes);
    if (hadRoom && isFull()) {
      List.copyOf(reading).forEach(Sender::pauseIfFull);
    }
  }

  /** Whether all sessions together have handed over as much as they may. */
  boolean isFull() {
    return unacknowledgedBytes >= totalBytes;
  }

  /** Whether they should not be read yet, though there is some room. */
  boolean isCrowded() {
    return unacknowledgedBytes > totalBytes - totalBytes / 4 || settled != null;
  }

  Refusal busy() {
    return Sender.busy(isFull() ? "too much of all that was sent" : "too much of what you sent");
  }

  /** A record goes to the writer when this turn of the loop ends. */
  void offer(InRecord record) {
    if (gathered.isEmpty()) {
      loop.execute(this::handOver);
    }
    gathered.add(record);
  }

  private void handOver() {
    List<Entry> batch = gathered;
    gathered = new ArrayList<>(batch.size());
    writer.write(batch);
  }

  /** The writer has told of a record. Any thread. */
  void onTold(InRecord record) {
    told.add(record);
    if (!telling.getAndSet(true)) {
      loop.execute(this::settle);
    }
  }

  private void settle() {
    telling.set(false);
    for (InRecord record = told.poll(); record != null; record = told.poll()) {
      Sender sender = record.message().sender();
      sender.onTold(record);
      touch(sender);
    }
    endTurn();
    resumeIfRoom();
    completeIfSettled();
  }

  /** A sender's line has something to be flushed when this turn ends. */
  void touch(Sender sender) {
    if (sender.touch()) {
      if (touched.isEmpty()) {
        loop.execute(this::endTurn);
      }
      touched.add(sender);
    }
  }

  private void endTurn() {
    List<Sender> ended = touched;
    touched = new ArrayList<>(ended.size());
    ended.forEach(Sender::onTurnEnded);
  }

  void onPaused(Sender sender) {
    reading.remove(sender);
    paused.add(sender);
    pausedCount.set(paused.size());
  }

  void onResumed(Sender sender) {
    if (paused.remove(sender)) {
      reading.add(sender);
      pausedCount.set(paused.size());
    }
  }

  /**
   * No more at a time than there is room for, and those first that have waited the longest: if all
   * were read at once, most would have to be stopped again before they had their turn.
   */
  private void resumeIfRoom() {
    if (resuming || paused.isEmpty() || isCrowded()) {
      return;
    }
    long most = Math.max(1, (totalBytes - unacknowledgedBytes) / READ_BYTES);
    List<Sender> next = paused.stream().filter(Sender::hasRoom).limit(most).toList();
    next.forEach(Sender::resumeIfRoom);
    if (!next.isEmpty()) {
      resuming = true;
      loop.after(TURN, this::resumeMore); // when these had time to be read
    }
  }

  private void resumeMore() {
    resuming = false;
    resumeIfRoom();
  }

  /**
   * Reads nothing more from anybody.
   *
   * @return completes when all that was taken in is acknowledged or refused, and has been told
   */
  CompletableFuture<@Nullable Void> finish() {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    settled = done;
    List.copyOf(reading).forEach(Sender::hold);
    completeIfSettled();
    return done;
  }

  private void completeIfSettled() {
    if (settled != null && unacknowledgedBytes == 0) {
      List.copyOf(reading).forEach(Sender::tellRest);
      List.copyOf(paused).forEach(Sender::tellRest);
      settled.complete(null);
    }
  }

  void countRefusal(Publication publication, ErrorCode code) {
    Counts of = counts(publication.labels());
    of.refused()
        .computeIfAbsent(
            code, c -> metrics.count(Metric.RECORDS_REFUSED, of.labels().and("code", c.id())))
        .add(1);
  }

  /** The counters of these labels. */
  Counts counts(Labels labels) {
    return counts.computeIfAbsent(labels, this::newCounts);
  }

  private Counts newCounts(Labels labels) {
    return new Counts(
        labels,
        metrics.count(Metric.SESSIONS, labels),
        metrics.count(Metric.RECORDS_IN, labels),
        metrics.count(Metric.ACKS, labels),
        new EnumMap<>(ErrorCode.class));
  }
}
