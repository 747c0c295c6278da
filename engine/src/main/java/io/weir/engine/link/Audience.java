package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.Frames;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Latency;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions on one loop that one reader of a stream serves: the tail those that are live, a
 * replay those that are behind. Thread: the loop, but for what is marked otherwise.
 *
 * <p>All of them stand where the last batch ended, and share its frames, indexed by exact key, by
 * prefix and by "all"; but for those that are {@link Apart}. Delivering to the others allocates
 * nothing per session or record, and a session that matches nothing costs nothing.
 */
final class Audience {
  private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

  /** How many sessions are looked at before the first of them is written to; 32 at most. */
  private static final int LOOK_AHEAD = 16;

  private final Stream stream;
  private final Hub hub;
  private final boolean live;
  private final @Nullable Latency latency;
  private final Runnable onRoom;

  // The reader raises before it sends a session here, the loop lowers when the session has left.
  private final AtomicIntegerArray wanting = new AtomicIntegerArray(FrameForm.COUNT);

  // The reader sets it, the loop clears it.
  private volatile boolean leftOut;

  // The loop writes, the reader reads.
  private volatile int crowded;

  private SessionIndex index = new SessionIndex();
  private final SessionList apart = new SessionList();
  private final SessionList touched = new SessionList();
  private final SessionList late = new SessionList();
  private int[] matches = {};
  private final int[] wholes = new int[FrameForm.COUNT];
  private @Nullable Cursor position;
  private @Nullable FrameEncoder encoder;

  /** Of sessions that are live. */
  Audience(Stream stream, Hub hub) {
    this(stream, hub, true, () -> {});
  }

  /** Of sessions that a replay serves. */
  static Audience ofReplay(Stream stream, Hub hub, Runnable onRoom) {
    return new Audience(stream, hub, false, onRoom);
  }

  /**
   * @param live whether a session that is late is treated as it asked for; else it only has to wait
   * @param onRoom called when nobody has much unsent any more, after somebody had
   */
  private Audience(Stream stream, Hub hub, boolean live, Runnable onRoom) {
    this.stream = stream;
    this.hub = hub;
    this.live = live;
    this.onRoom = onRoom;
    this.latency = live ? hub.metrics().latency(Labels.of("stream", stream.name())) : null;
  }

  Hub hub() {
    return hub;
  }

  /** A session is on its way here. Thread: the reader. */
  void expect(FrameForm form) {
    wanting.incrementAndGet(form.index());
  }

  /** How many sessions are here or on their way, by the index of their form. Any thread. */
  int[] expected() {
    int[] counts = new int[wanting.length()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = wanting.get(i);
    }
    return counts;
  }

  /** So many sessions are on their way here, by the index of their form. Thread: the reader. */
  void expect(int[] counts) {
    for (int i = 0; i < counts.length; i++) {
      wanting.addAndGet(i, counts[i]);
    }
  }

  /** Whether a session here, or on its way, wants this form. Any thread. */
  boolean wants(FrameForm form) {
    return wanting.get(form.index()) > 0;
  }

  /** Whether somebody in one of these wants this form. Any thread. */
  static boolean anyWants(List<Audience> audiences, FrameForm form) {
    for (Audience audience : audiences) {
      if (audience.wants(form)) {
        return true;
      }
    }
    return false;
  }

  /** How many sessions there are, or will be. Any thread. */
  int size() {
    int size = 0;
    for (int i = 0; i < wanting.length(); i++) {
      size += wanting.get(i);
    }
    return size;
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

  /** Whether batches are to be handed to this audience. Thread: the reader. */
  boolean isServed() {
    return !leftOut && !isEmpty();
  }

  boolean isLeftOut() {
    return leftOut;
  }

  /** How many sessions have much unsent. Any thread. */
  int crowded() {
    return crowded;
  }

  /** Encodes for one session what is not for others. */
  FrameEncoder encoder() {
    if (encoder == null) {
      encoder = new FrameEncoder(stream, hub.memory());
    }
    return encoder;
  }

  /** Where sessions stand that share its frames, or null if none ever came. */
  @Nullable Cursor position() {
    return position;
  }

  /**
   * Seats a session between two batches, or finds that it is gone. Nothing before its own position
   * is delivered to it again.
   *
   * @param now where those who are here stand; the session has passed that
   */
  void seat(OutSession session, Cursor now) {
    position = now;
    if (session.isOpen() && session.audience() == null) {
      session.feed().onSeated();
      session.guard(() -> session.sit(this, now));
    } else {
      wanting.decrementAndGet(session.form().index());
    }
  }

  /** Serves a session from now on: with the others, or alone. */
  void place(OutSession session) {
    if (session.isApart()) {
      apart.add(session);
    } else {
      index.add(session);
    }
  }

  private void displace(OutSession session) {
    if (session.isApart()) {
      apart.remove(session);
    } else {
      index.remove(session);
    }
  }

  /** The session has gone, or is not served here any more. */
  void leave(OutSession session) {
    displace(session);
    session.onUncrowded();
    wanting.decrementAndGet(session.form().index());
  }

  boolean isReplay() {
    return !live;
  }

  /** Seats everybody who is in another audience, which nobody uses any more. */
  void take(Audience from, int[] expected, Cursor now) {
    Cursor theirs = from.position == null ? now : from.position;
    int[] missing = expected.clone();
    position = now;
    for (OutSession session : from.releaseAll()) {
      session.stand(theirs);
      missing[session.form().index()]--;
      session.guard(() -> session.sit(this, now));
    }
    for (int i = 0; i < missing.length; i++) {
      wanting.addAndGet(i, -missing[i]);
    }
  }

  /**
   * The loop stands still: it is handed no more batches, and when it moves again the sessions that
   * it has now are behind. Thread: the reader.
   *
   * @param now where the last batch ended that it was handed
   */
  void leaveOut(Cursor now) {
    leftOut = true;
    hub.loop()
        .execute(
            () -> {
              dismiss(now);
              leftOut = false;
            });
  }

  /** Everybody has to wait for another reader. */
  void dismiss(Cursor now) {
    position = now;
    for (OutSession session : releaseAll()) {
      session.stand(now);
      session.fallBehind();
    }
  }

  /** Everybody leaves at once, as if each had left. */
  private Set<OutSession> releaseAll() {
    Set<OutSession> all = sessions();
    index = new SessionIndex();
    apart.clear();
    for (OutSession session : all) {
      session.onUncrowded();
      wanting.decrementAndGet(session.form().index());
    }
    return all;
  }

  private Set<OutSession> sessions() {
    Set<OutSession> all = index.sessions();
    apart.addTo(all);
    return all;
  }

  /** The stream has ended: so do its sessions. */
  void endAll(Refusal refusal) {
    sessions().forEach(session -> session.end(refusal));
  }

  /** A session has much unsent, or not any more. */
  void crowd(int change) {
    int count = crowded + change; // the loop is the only writer
    crowded = count;
    if (count == 0 && change < 0) {
      onRoom.run();
    }
  }

  /** Writes a batch to every session that wants some of it, and gives the batch back. */
  void deliver(Batch batch) {
    try {
      if (batch.gap != null) {
        Gap gap = batch.gap;
        position = batch.end; // where those go on who are closed because of it
        index.sessions().forEach(session -> session.onGap(gap));
      }
      deliverWhole(batch);
      boolean keyed = index.hasKeys();
      if (keyed) {
        deliverMatches(batch);
      }
      setLateApart(batch);
      deliverApart(batch);
      observe(batch, keyed);
      position = batch.end;
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(e);
    } finally {
      batch.release();
    }
  }

  /** Nobody knows who has been served and who has not, so nobody may stay as if he had been. */
  private void fail(Throwable cause) {
    LOG.error("event=delivery_failed", cause);
    touched.clear();
    late.clear();
    endAll(new Refusal(ErrorCode.INTERNAL_ERROR, "a record could not be delivered"));
  }

  /** To the sessions that want everything: one write each. */
  private void deliverWhole(Batch batch) {
    for (FrameForm form : FrameForm.ALL) {
      int sessions = 0;
      SessionList list = index.all(form);
      Frames frames = batch.frames(form);
      for (int i = 0; frames != null && i < list.size(); i += LOOK_AHEAD) {
        sessions += deliverSome(list, i, frames, batch.end);
      }
      wholes[form.index()] = sessions;
    }
  }

  /**
   * Looks at some sessions before it writes to them: the kernel's work for one pushes the others
   * out of the caches, and what has to come back then comes at once, not one after the other.
   */
  private int deliverSome(SessionList list, int from, Frames frames, Cursor end) {
    long limit = hub.unsentLimit();
    int count = Math.min(LOOK_AHEAD, list.size() - from);
    int ready = 0;
    for (int i = 0; i < count; i++) {
      ready |= isReady(list.at(from + i), limit) ? 1 << i : 0;
    }
    for (int i = 0; i < count; i++) {
      if ((ready & 1 << i) != 0) {
        list.at(from + i).deliver(frames, end);
      }
    }
    return Integer.bitCount(ready);
  }

  private boolean isReady(OutSession session, long limit) {
    if (session.isReady(limit)) {
      return true;
    }
    if (session.isOpen() && !session.isLate()) {
      session.setLate();
      late.add(session);
    }
    return false;
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
        session.onBatchEnd(frames, batch.end);
      }
    }
    touched.clear();
  }

  private int match(Batch batch, int record, byte[] key) {
    int count = 0;
    if (!index.exact.isEmpty()) {
      count = touch(batch, record, index.exact.find(key, key.length, KeyHash.of(key, key.length)));
    }
    PrefixIndex prefixes = index.prefixes;
    for (int i = 0; i < prefixes.size() && prefixes.length(i) <= key.length; i++) {
      int length = prefixes.length(i);
      KeyIndex prefix = prefixes.index(i);
      count += touch(batch, record, prefix.find(key, length, KeyHash.of(key, length)));
    }
    return count;
  }

  private int touch(Batch batch, int record, KeyIndex.@Nullable Entry entry) {
    if (entry == null) {
      return 0;
    }
    SessionList sessions = entry.sessions;
    int count = 0;
    for (int i = 0; i < sessions.size(); i++) {
      OutSession session = sessions.at(i);
      Frames frames = batch.frames(session.form());
      if (frames != null && frames.has(record)) {
        count++;
        touch(session, record, frames);
      }
    }
    return count;
  }

  private void touch(OutSession session, int record, Frames frames) {
    if ((session.isTouched() || isReady(session, hub.unsentLimit()))
        && session.onMatch(record, frames)) {
      touched.add(session);
    }
  }

  /** Those who could not take the batch are not served with the others any more. */
  private void setLateApart(Batch batch) {
    for (int i = 0; i < late.size(); i++) {
      onLate(late.at(i), batch.begin);
    }
    late.clear();
  }

  private void onLate(OutSession session, Cursor standing) {
    displace(session);
    session.stand(standing);
    boolean stays = live && session.stays();
    place(session);
    if (!stays) {
      leave(session);
      session.fallBehind();
    }
  }

  /** Those who have much unsent have to wait for another reader. */
  void dismissCrowded() {
    Cursor now = position;
    for (OutSession session : sessions()) {
      if (now != null && session.isOpen() && session.isCrowding()) {
        sendBehind(session, now);
      }
    }
  }

  private void sendBehind(OutSession session, Cursor standing) {
    session.stand(standing);
    leave(session);
    session.fallBehind();
  }

  private void deliverApart(Batch batch) {
    for (int i = apart.size() - 1; i >= 0; i--) { // downwards: it may leave
      OutSession session = apart.at(i);
      if (session.isInDoubt(batch)) {
        sendBehind(session, batch.begin);
      } else if (!session.deliverAlone(batch)) {
        onLate(session, batch.begin);
        if (session.isApart() && session.audience() == this) {
          session.deliverAlone(batch); // it can wait now
        }
      } else if (session.mayShare(batch.end)) {
        displace(session);
        session.share();
        place(session);
      }
    }
    if (encoder != null && apart.isEmpty()) {
      encoder.rest();
    }
  }

  /** Counts, for every record, how old it was when its frames were flushed. */
  private void observe(Batch batch, boolean keyed) {
    if (latency == null) {
      return;
    }
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
  private int wholes(Batch batch, int record) {
    int sessions = 0;
    for (int form = 0; form < wholes.length; form++) {
      Frames frames = batch.frames(FrameForm.ALL.get(form));
      sessions += frames != null && frames.has(record) ? wholes[form] : 0;
    }
    return sessions;
  }
}
