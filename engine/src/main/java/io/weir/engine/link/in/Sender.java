package io.weir.engine.link.in;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One peer's messages on their way into the log: in what order it is told of them, and how many
 * there may be. Thread: its loop.
 *
 * <p>Reading → Paused: too much is not acknowledged, here or on the whole loop, or the peer does
 * not read what it is told<br>
 * Paused → Reading: there is room again
 */
public final class Sender {
  /** What a message counts for, about, until the peer was told of it, whatever became of it. */
  private static final long WAITING_BYTES = 256;

  private final Intake intake;
  private final Line line;
  private final Acks acks;
  private final OnFull onFull;

  /** What a peer calls a message for one stream; it may call one for another the same. */
  private record Known(Stream stream, String id) {}

  /** Messages that the peer is to be told of, in their order. */
  private final Deque<Received> waiting = new ArrayDeque<>();

  /** The latest messages that had an id, by it. */
  private final Map<Known, Received> known = new LinkedHashMap<>();

  // The counters of what it published last.
  private @Nullable Publication counted;
  private Intake.@Nullable Counts counts;

  private long unacknowledgedBytes;
  private boolean paused;

  /** Whether it is paused on its own account, and not because all together are too many. */
  private boolean alone;

  private boolean gone;

  // Of acknowledgements that tell of several messages.
  private final Map<Integer, Long> offsets = new TreeMap<>();
  private int done;
  private @Nullable String lastId;
  private boolean ticking;

  // Thread: the loop, of its intake.
  private boolean touched;

  Sender(Intake intake, Line line, Acks acks, OnFull onFull) {
    this.intake = intake;
    this.line = line;
    this.acks = acks;
    this.onFull = onFull;
    intake.enter(this);
  }

  Intake intake() {
    return intake;
  }

  /** What it has sent and the log has not acknowledged. */
  public long unacknowledgedBytes() {
    return unacknowledgedBytes;
  }

  boolean isPaused() {
    return paused;
  }

  /**
   * Takes a message.
   *
   * @param id what the peer calls it, as JSON; null: nothing
   */
  public void take(Publication publication, List<Draft> drafts, @Nullable String id) {
    Received first = id == null ? null : known.get(new Known(publication.stream(), id));
    if (first != null && first.refusal() == null) {
      await(Received.again(first));
      pauseIfFull();
      return;
    }
    if (onFull == OnFull.REFUSE && isOver()) {
      refuse(publication, intake.busy(), id);
      return;
    }
    long bytes = sizeBytes(drafts);
    Received message = Received.of(this, publication, id, drafts.size(), bytes);
    if (id != null) {
      remember(new Known(publication.stream(), id), message);
    }
    charge(bytes);
    for (Draft draft : drafts) {
      intake.offer(new InRecord(message, publication.stream(), draft));
    }
    await(message);
    pauseIfFull();
  }

  private static long sizeBytes(List<Draft> drafts) {
    long bytes = 0;
    for (Draft draft : drafts) {
      bytes += draft.sizeBytes();
    }
    return bytes;
  }

  /** Does not take a message, and tells the peer why, in its place. */
  public void refuse(Publication publication, Refusal refusal, @Nullable String id) {
    intake.countRefusal(publication, refusal.code());
    await(Received.refused(this, publication, id, refusal));
    pauseIfFull();
  }

  /** The same, once it is written to the stream that is for what is refused, if there is one. */
  public void refuse(
      Publication publication,
      Refusal refusal,
      @Nullable String id,
      byte[] payload,
      List<Header> headers) {
    intake.countRefusal(publication, refusal.code());
    Received message = Received.refused(this, publication, id, refusal);
    keep(message, RefusedCopy.of(publication, refusal, payload, headers));
    await(message);
    pauseIfFull();
  }

  private void keep(Received message, Draft draft) {
    Optional<Stream> refused = message.publication().refused();
    if (refused.isPresent()) {
      Received copy = Received.copy(message, draft.sizeBytes());
      charge(copy.bytes());
      intake.offer(new InRecord(copy, refused.get(), draft));
    }
  }

  private void remember(Known id, Received message) {
    known.remove(id);
    known.put(id, message);
    if (known.size() > intake.settings().ids()) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /** Nobody waits where nobody is told but of errors. */
  private void await(Received message) {
    if (acks.equals(Acks.NONE)) {
      tellRefusal(message);
    } else {
      waiting.add(message);
      charge(WAITING_BYTES);
      tellSettled();
    }
    intake.touch(this);
  }

  /** So much more, or less, waits on account of this sender. */
  private void charge(long bytes) {
    unacknowledgedBytes += bytes;
    intake.add(bytes);
  }

  /** The log has told of one record of a message. */
  void onTold(InRecord record) {
    Received message = record.message();
    Received original = message.original();
    message.onTold(record);
    Refusal refusal = record.refusal();
    if (refusal != null) {
      intake.countRefusal(message.publication(), refusal.code());
      if (original == null && line.refusesForGood(refusal)) {
        keep(message, RefusedCopy.of(message.publication(), refusal, record));
      }
    } else if (original == null) {
      counts(message.publication()).records().add(1);
    }
    if (message.isSettled()) {
      onSettled(message);
    }
    if (original != null) {
      original.onCopied();
      if (original.isSettled()) {
        onSettled(original);
      }
    }
  }

  private Intake.Counts counts(Publication of) {
    Intake.Counts same = counts;
    if (same == null || !of.equals(counted)) {
      same = intake.counts(of.labels());
      counts = same;
      counted = of;
    }
    return same;
  }

  private void onSettled(Received message) {
    charge(-message.bytes());
    if ((gone && !line.hearsOn()) || message.original() != null) {
      return;
    }
    if (acks.equals(Acks.NONE)) {
      tellRefusal(message);
    } else {
      tellSettled();
    }
    intake.touch(this);
  }

  private void tellRefusal(Received message) {
    if (message.isSettled() && message.refusal() != null) {
      line.tellRefused(message.refusal(), message.id());
    }
  }

  private void tellSettled() {
    for (Received head = waiting.peek(); head != null && head.isSettled(); head = waiting.peek()) {
      waiting.remove();
      charge(-WAITING_BYTES);
      tell(head);
    }
  }

  private void tell(Received message) {
    if (message.refusal() != null) {
      tellCount();
      line.tellRefused(message.refusal(), message.id());
    } else if (acks.areCounted()) {
      count(message);
    } else {
      counts(message.publication()).acks().add(1);
      tellWritten(message);
    }
  }

  private void tellWritten(Received message) {
    if (message.records() == 1) {
      line.tellWritten(message.partition(), message.offset(), message.id());
    } else {
      line.tellWritten(message.records(), offsetsOf(message), message.id());
    }
  }

  private static Map<Integer, Long> offsetsOf(Received message) {
    Map<Integer, Long> all = new TreeMap<>();
    message.addTo(all);
    return all;
  }

  private void count(Received message) {
    done++;
    message.addTo(offsets);
    lastId = message.id() == null ? lastId : message.id();
    if (done >= acks.every()) {
      counts(message.publication()).acks().add(1);
      tellCount();
    } else if (!ticking) {
      ticking = true;
      intake.loop().after(Acks.PATIENCE, this::onTick);
    }
  }

  private void onTick() {
    ticking = false;
    if (!gone) {
      tellCount();
      line.flush();
    }
  }

  private void tellCount() {
    if (done > 0) {
      line.tellWritten(done, offsets, lastId);
      done = 0;
      offsets.clear();
      lastId = null;
    }
  }

  private boolean isOver() {
    return isOverAlone() || intake.isFull();
  }

  private boolean isOverAlone() {
    return unacknowledgedBytes >= intake.settings().unacknowledgedBytes();
  }

  /** Is not read from now on, if there is no room for more. */
  void pauseIfFull() {
    boolean full = line.isFull() || (onFull == OnFull.WAIT && isOverAlone());
    if (!paused && !gone && (full || (onFull == OnFull.WAIT && intake.isFull()))) {
      paused = true;
      alone = full;
      line.pause();
      intake.onPaused(this);
    }
  }

  /** Reads on if there is room; not before half of it is free, or it would stop again at once. */
  void resumeIfRoom() {
    if (paused && !gone && hasRoom() && !intake.isCrowded()) {
      paused = false;
      intake.onResumed(this);
      line.resume();
    }
  }

  /** Whether nothing of its own is in the way of reading on. */
  boolean hasRoom() {
    return unacknowledgedBytes <= intake.settings().unacknowledgedBytes() / 2 && !line.isFull();
  }

  /** The peer has read most of what it was told. */
  public void onDrained() {
    resumeAlone();
  }

  /** Those that wait for all together are resumed in turn. */
  private void resumeAlone() {
    if (alone) {
      resumeIfRoom();
    }
  }

  /** Tells of what is counted and was not told yet: no more will come. */
  void tellRest() {
    if (!gone) {
      tellCount();
      line.flush();
    }
  }

  /** Reads nothing more, for good: the node is stopping. */
  void hold() {
    if (!paused && !gone) {
      paused = true;
      line.pause();
      intake.onPaused(this);
    }
  }

  /** Its connection has gone. What was handed over is written, and nobody is told. */
  public void onClosed() {
    if (!gone) {
      gone = true;
      if (!line.hearsOn()) {
        charge(-WAITING_BYTES * waiting.size());
        waiting.clear();
      }
      known.clear();
      intake.leave(this);
    }
  }

  /** Whether it was not in this turn's list of those whose lines are to be flushed. */
  boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  /** The turn has ended: sends what it is to be told, and reads on if it can. */
  void onTurnEnded() {
    touched = false;
    if (!gone) {
      line.flush();
      resumeAlone();
    }
  }

  static Refusal busy(String what) {
    return new Refusal(
        ErrorCode.BUSY, what + " is not acknowledged yet: send this again a little later");
  }
}
