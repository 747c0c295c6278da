package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.Frames;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Latency;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one stream on one loop, indexed by exact key, by prefix and by "all". Thread: the
 * loop, but for what is marked otherwise.
 *
 * <p>Delivering allocates nothing per session or record, and a session that matches nothing costs
 * nothing.
 */
final class Audience {
  private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

  /** How many sessions are looked at before the first of them is written to; 32 at most. */
  private static final int LOOK_AHEAD = 16;

  private final Hub hub;
  private final Latency latency;
  private final Count unwantedMessages;

  // The tail raises before it sends a session here, the loop lowers when the session has left.
  private final AtomicIntegerArray wanting = new AtomicIntegerArray(FrameForm.COUNT);

  // The tail sets it, the loop clears it.
  private volatile boolean leftOut;

  private final SessionList[] all = new SessionList[FrameForm.COUNT];
  private final KeyIndex exact = new KeyIndex();
  private final PrefixIndex prefixes = new PrefixIndex();
  private final SessionList touched = new SessionList();
  private int[] matches = {};
  private final int[] wholes = new int[FrameForm.COUNT];

  Audience(Stream stream, Hub hub) {
    this.hub = hub;
    Labels labels = Labels.of("stream", stream.name());
    this.latency = hub.metrics().latency(labels);
    this.unwantedMessages = hub.metrics().count(Metric.MESSAGES_REFUSED, labels);
    for (int i = 0; i < all.length; i++) {
      all[i] = new SessionList();
    }
  }

  Hub hub() {
    return hub;
  }

  /** A session is on its way here. Thread: the tail. */
  void expect(FrameForm form) {
    wanting.incrementAndGet(form.index());
  }

  /** Whether a session here, or on its way, wants this form. Any thread. */
  boolean wants(FrameForm form) {
    return wanting.get(form.index()) > 0;
  }

  /** Whether there is, or will be, any session here. Any thread. */
  boolean isEmpty() {
    for (int i = 0; i < wanting.length(); i++) {
      if (wanting.get(i) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The session's position is known, here between two batches. If it cannot be opened, it is not
   * expected any more; if it is open and cannot be indexed, it is ended, and leaves like all
   * others.
   */
  void join(OutSession session) {
    try {
      if (session.open()) {
        index(session);
        return;
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("event=opening_failed", e);
      if (session.isOpen()) {
        session.end(new Refusal(ErrorCode.INTERNAL_ERROR, "the session could not be opened"));
        return;
      }
    }
    wanting.decrementAndGet(session.form().index());
  }

  /** Whether batches are to be handed to this audience. Thread: the tail. */
  boolean isServed() {
    return !leftOut && !isEmpty();
  }

  boolean isLeftOut() {
    return leftOut;
  }

  /**
   * The loop stands still: it is handed no more batches, and when it moves again the sessions that
   * it has now are closed, because they would miss records. Thread: the tail.
   */
  void leaveOut() {
    leftOut = true;
    String reason = "slow: the event loop is " + hub.hop().bytes() + " bytes behind";
    hub.loop()
        .execute(
            () -> {
              endAll(new Refusal(ErrorCode.SLOW, reason));
              leftOut = false;
            });
  }

  /** The stream has ended: so do its sessions. */
  void endAll(Refusal refusal) {
    for (SessionList list : all) {
      endAll(list, refusal);
    }
    exact.forEach(list -> endAll(list, refusal));
    prefixes.forEach(list -> endAll(list, refusal));
  }

  private static void endAll(SessionList list, Refusal refusal) {
    for (int i = 0; i < list.size(); i++) {
      list.at(i).end(refusal);
    }
  }

  void remove(OutSession session) {
    KeyFilter keys = session.keys();
    if (keys.isAll()) {
      all[session.form().index()].remove(session);
    }
    keys.exact().forEach(key -> exact.remove(key.bytes(), session));
    keys.prefixes().forEach(prefix -> prefixes.remove(prefix.bytes(), session));
    wanting.decrementAndGet(session.form().index());
  }

  private void index(OutSession session) {
    KeyFilter keys = session.keys();
    if (keys.isAll()) {
      all[session.form().index()].add(session);
    }
    keys.exact().forEach(key -> exact.add(key.bytes(), session));
    keys.prefixes().forEach(prefix -> prefixes.add(prefix.bytes(), session));
  }

  void onUnwantedMessage() {
    unwantedMessages.add(1);
  }

  /** Writes a batch to every session that wants some of it, and gives the batch back. */
  void deliver(Batch batch) {
    try {
      deliverWhole(batch);
      boolean keyed = !exact.isEmpty() || !prefixes.isEmpty();
      if (keyed) {
        deliverMatches(batch);
      }
      observe(batch, keyed);
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      batch.release();
      hub.hop().take(batch.sizeBytes());
    }
  }

  /** Nobody knows who has been served and who has not, so nobody may stay as if he had been. */
  private void fail(RuntimeException cause) {
    LOG.error("event=delivery_failed", cause);
    touched.clear();
    endAll(new Refusal(ErrorCode.INTERNAL_ERROR, "a record could not be delivered"));
  }

  /** To the sessions that want everything: one write each. */
  private void deliverWhole(Batch batch) {
    for (FrameForm form : FrameForm.ALL) {
      int sessions = 0;
      SessionList list = all[form.index()];
      Frames frames = batch.frames(form);
      for (int i = 0; frames != null && i < list.size(); i += LOOK_AHEAD) {
        sessions += deliverSome(list, i, frames);
      }
      wholes[form.index()] = sessions;
    }
  }

  /**
   * Looks at some sessions before it writes to them: the kernel's work for one pushes the others
   * out of the caches, and what has to come back then comes at once, not one after the other.
   */
  private int deliverSome(SessionList list, int from, Frames frames) {
    long limit = hub.settings().unsentBytes();
    int count = Math.min(LOOK_AHEAD, list.size() - from);
    int ready = 0;
    for (int i = 0; i < count; i++) {
      ready |= list.at(from + i).isReady(limit) ? 1 << i : 0;
    }
    for (int i = 0; i < count; i++) {
      if ((ready & 1 << i) != 0) {
        list.at(from + i).deliver(frames);
      }
    }
    return Integer.bitCount(ready);
  }

  private void deliverMatches(Batch batch) {
    int size = batch.records.size();
    if (matches.length < size) {
      matches = new int[size];
    }
    for (int i = 0; i < size; i++) {
      LogRecord record = batch.records.get(i);
      matches[i] = record.key() == null ? 0 : match(batch, i, record.key());
    }
    for (int i = 0; i < touched.size(); i++) {
      OutSession session = touched.at(i);
      Frames frames = batch.frames(session.form());
      if (frames != null) {
        session.onBatchEnd(frames);
      }
    }
    touched.clear();
  }

  private int match(Batch batch, int index, byte[] key) {
    int count = 0;
    if (!exact.isEmpty()) {
      count = touch(batch, index, exact.find(key, key.length, KeyHash.of(key, key.length)));
    }
    for (int i = 0; i < prefixes.size() && prefixes.length(i) <= key.length; i++) {
      int length = prefixes.length(i);
      KeyIndex prefix = prefixes.index(i);
      count += touch(batch, index, prefix.find(key, length, KeyHash.of(key, length)));
    }
    return count;
  }

  private int touch(Batch batch, int index, KeyIndex.@Nullable Entry entry) {
    if (entry == null) {
      return 0;
    }
    SessionList sessions = entry.sessions;
    int count = 0;
    for (int i = 0; i < sessions.size(); i++) {
      OutSession session = sessions.at(i);
      Frames frames = batch.frames(session.form());
      if (frames != null && frames.has(index)) {
        count++;
        touch(session, index, frames);
      }
    }
    return count;
  }

  private void touch(OutSession session, int index, Frames frames) {
    if ((session.isTouched() || session.isReady(hub.settings().unsentBytes()))
        && session.onMatch(index, frames)) {
      touched.add(session);
    }
  }

  /** Counts, for every record, how old it was when its frames were flushed. */
  private void observe(Batch batch, boolean keyed) {
    long nowMillis = System.currentTimeMillis();
    for (int i = 0; i < batch.records.size(); i++) {
      int deliveries = wholes(batch, i) + (keyed ? matches[i] : 0);
      long timestamp = batch.records.get(i).timestampMillis();
      if (deliveries > 0 && timestamp >= 0) {
        latency.add(Math.max(0, nowMillis - timestamp) * 1000, deliveries);
      }
    }
  }

  /** How many of the sessions that want everything got a record. */
  private int wholes(Batch batch, int index) {
    int sessions = 0;
    for (int kind = 0; kind < wholes.length; kind++) {
      Frames frames = batch.frames(FrameForm.ALL.get(kind));
      sessions += frames != null && frames.has(index) ? wholes[kind] : 0;
    }
    return sessions;
  }
}
