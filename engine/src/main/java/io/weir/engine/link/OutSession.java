package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.ControlFrame;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.frame.Frames;
import io.weir.engine.frame.Hello;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Slow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that a stream's records go out to. Thread: its loop.
 *
 * <p>Waiting → Behind: the position is known and the handshake complete | Ended: refused, or the
 * peer has gone<br>
 * Behind → Seated: an audience serves it, that of the tail if it is live, that of a replay
 * otherwise<br>
 * Seated → Behind: its client reads too slowly, or its replay has ended; it keeps its position and
 * nothing else<br>
 * Behind, Seated → Ended: the peer has gone, or it was closed. What ended is written to no more and
 * leaves its audience when the connection is gone.
 *
 * <p>While a batch is delivered, neighbouring records that match become one run and one write.
 */
final class OutSession implements Session, SocketHandler {
  private static final Logger LOG = LoggerFactory.getLogger(OutSession.class);

  private static final int UNTOUCHED = -1;
  private static final Duration EVENTS_CURSOR = Duration.ofSeconds(15);
  private static final Duration ROOM_PAUSE = Duration.ofMillis(50);
  private static final Refusal NOT_WRITABLE =
      new Refusal(
          ErrorCode.NOT_WRITABLE,
          "this session only sends; messages to it are dropped, which is said once");

  private final Subscription subscription;
  private final Feed feed;
  private final Hub hub;
  private final Opening opening;
  private final FrameForm form;
  private final Hub.OutCounts counts;

  private @Nullable Socket socket;
  private boolean live;
  private boolean told;

  // Who serves it; none while it is behind, and has a position of its own.
  private @Nullable Audience audience;
  private @Nullable Apart apart;
  private @Nullable Recent recent;
  private Cursor standing = Cursor.NOWHERE;
  private Cursor toldCursor = Cursor.NOWHERE;
  private boolean queued;
  private boolean late;
  private boolean crowding;
  private long seenUnsentBytes;

  // For operators.
  private long number;
  private long sinceMillis;
  private long sentRecords;
  private long sentBytes;
  private long cursorAfter = Long.MAX_VALUE;
  private int cursorStep;

  // The current batch: records from runFrom to runTo are matched and not yet written.
  private int runFrom = UNTOUCHED;
  private int runTo;

  OutSession(Subscription subscription, Feed feed, Hub hub, Opening opening) {
    this.subscription = subscription;
    this.feed = feed;
    this.hub = hub;
    this.opening = opening;
    this.form = FrameForm.of(subscription.frame(), opening.wire());
    this.counts = hub.counts(subscription.labels());
  }

  Subscription subscription() {
    return subscription;
  }

  Feed feed() {
    return feed;
  }

  Hub hub() {
    return hub;
  }

  KeyFilter keys() {
    return subscription.keys();
  }

  FrameForm form() {
    return form;
  }

  /** Whether the handshake is complete and the session has not been ended. */
  @Override
  public boolean isOpen() {
    return live;
  }

  /**
   * The position is known: completes the handshake, and greets. If it cannot be opened, nobody
   * waits for it any more; if it is open and cannot be greeted, it is ended.
   */
  void open(Beginnings.At begin) {
    standing = begin.cursor();
    queued = begin.recent().isEmpty(); // the feed seats it, or finds it a replay
    try {
      socket = opening.open(this);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("event=opening_failed", e);
    }
    live = socket != null;
    if (live) {
      guard(() -> onOpened(begin));
    } else {
      feed.onSeated();
    }
  }

  /** What fails here must not leave a session open that misses something. */
  void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("event=session_failed", e);
      end(new Refusal(ErrorCode.INTERNAL_ERROR, "a record could not be delivered"));
    }
  }

  private void onOpened(Beginnings.At begin) {
    counts.sessions().add(1);
    sinceMillis = System.currentTimeMillis();
    number = hub.enter(this);
    cursorStep = cursorStep();
    cursorAfter = cursorStep == 0 ? Long.MAX_VALUE : cursorStep;
    opening.onBegun(standing);
    if (subscription.notices().hello()) {
      tell(ControlFrame.hello(hub.memory(), form, hello(begin)));
    }
    for (Gap gap : begin.gaps()) {
      hub.streamCounts(subscription.stream()).historyGaps().add(1);
      onGap(gap);
    }
    if (!cursorEvery().isZero()) {
      tellCursorLater();
    }
    begin.recent().ifPresent(this::sendRecent);
  }

  /** After how many records its cursor is told; of very many partitions, frames do not tell it. */
  private int cursorStep() {
    boolean many = standing.positions().count() > FrameEncoder.MAX_CURSOR_PARTITIONS;
    return many && form.kind().hasCursor() && form.wire() != Wire.EVENTS
        ? 1
        : subscription.notices().cursorEveryRecords();
  }

  private void sendRecent(Recent records) {
    recent = records;
    drainRecent();
  }

  /** Once they are sent it goes on behind what was looked at for them. */
  private void drainRecent() {
    if (recent != null) {
      recent.drain(this);
      standing = recent.standing();
      if (recent.isDone()) {
        recent = null;
        rejoinOnceThereIsRoom();
      } else if (hasRoom()) {
        hub.loop().execute(() -> guard(this::drainRecent));
      }
    }
  }

  private Hello hello(Beginnings.At begin) {
    return new Hello(
        subscription.stream().name(), standing, hub.settings().unsentBytes(), fewer(begin));
  }

  /** How many were found, if fewer than it asked for. */
  private OptionalInt fewer(Beginnings.At begin) {
    return subscription.from() instanceof From.Last(int count)
            && begin.recent().isPresent()
            && begin.recent().get().count() < count
        ? OptionalInt.of(begin.recent().get().count())
        : OptionalInt.empty();
  }

  void refuse(Refusal refusal) {
    opening.refuse(refusal);
  }

  // Who serves it

  @Nullable Audience audience() {
    return audience;
  }

  /** Is served by an audience from now on, which stands there. */
  void sit(Audience with, Cursor now) {
    audience = with;
    queued = false;
    boolean paced = subscription.pace().maxRate() > 0;
    if (apart == null && (paced || !now.positions().hasPassed(standing.positions()))) {
      apart = new Apart(this, standing, paced ? backlog() : null);
    }
    with.place(this);
  }

  private Backlog backlog() {
    boolean conflates = subscription.pace().slow() != Slow.DROP_OLDEST;
    return new Backlog(conflates, hub.settings().maxKeys(), hub.settings().unsentBytes());
  }

  /** It stands where its audience does, unless it is apart. */
  void stand(Cursor where) {
    standing = apart == null ? where : apart.position();
    late = false;
  }

  /**
   * Its client reads too slowly for a live session: whether it stays one, because it may miss
   * records, or is closed.
   */
  boolean stays() {
    switch (subscription.pace().slow()) {
      case CATCH_UP -> {
        return false;
      }
      case DISCONNECT ->
          end(new Refusal(ErrorCode.SLOW, "slow: %d bytes unsent".formatted(unsentBytes())));
      case CONFLATE, DROP_OLDEST -> {
        apart = apart == null ? new Apart(this, standing, null) : apart;
        apart.waitIn(backlog());
      }
    }
    return true;
  }

  /**
   * Is served by nobody: goes on from where it stands, once its client reads again. What waits for
   * it goes on waiting.
   */
  void fallBehind() {
    apart = apart == null || apart.isIdle() ? null : apart;
    audience = null;
    queued = false;
    feed.onBehind();
    if (socket != null && !socket.isFull()) {
      rejoinOnceThereIsRoom();
    }
  }

  @Override
  public void onDrained() {
    guard(this::goOn);
  }

  private void goOn() {
    onUncrowded();
    lookAtUnsent();
    if (apart != null) {
      apart.drain();
    }
    drainRecent();
    if (audience == null) {
      rejoinOnceThereIsRoom();
    }
  }

  private void rejoinOnceThereIsRoom() {
    if (!live || audience != null || queued || recent != null) {
      return;
    }
    if (hub.unsentLimit() == 0 && unsentBytes() > 0) {
      hub.loop().after(ROOM_PAUSE, this::rejoinOnceThereIsRoom);
    } else {
      queued = true;
      feed.rejoin(this, standing);
    }
  }

  boolean isApart() {
    return apart != null;
  }

  /** Takes what it wants of a batch, apart from others. False: its client reads too slowly. */
  boolean deliverAlone(Batch batch) {
    return apart == null || apart.deliver(batch);
  }

  /** Whether the log has to be asked whether it still has what the session has read. */
  boolean isInDoubt(Batch batch) {
    return apart != null && apart.isInDoubt(batch);
  }

  /** Whether it may be served with the others again, who stand there. */
  boolean mayShare(Cursor end) {
    return apart != null && apart.mayShare(end.positions());
  }

  void share() {
    apart = null;
  }

  boolean isLate() {
    return late;
  }

  void setLate() {
    late = true;
  }

  /** What it has not sent; 0 once it is ended. */
  @Override
  public long unsentBytes() {
    return live && socket != null ? socket.unsentBytes() : 0;
  }

  private void lookAtUnsent() {
    long unsent = live && socket != null ? socket.unsentShareBytes() : 0;
    if (unsent != seenUnsentBytes) {
      hub.addUnsent(unsent - seenUnsentBytes);
      seenUnsentBytes = unsent;
    }
  }

  /** Whether its audience waits for it. */
  boolean isCrowding() {
    return crowding;
  }

  /** Its audience does not have to wait for it any more. */
  void onUncrowded() {
    if (crowding && audience != null) {
      crowding = false;
      audience.crowd(-1);
    }
  }

  /** Nobody has to wait for a client for whom records can wait themselves. */
  private void lookWhetherItCrowds(Socket to) {
    boolean waits =
        audience != null && audience.isReplay() && (apart == null || !apart.hasBacklog());
    if (audience != null && waits && !crowding && to.isFull()) {
      crowding = true;
      audience.crowd(1);
    }
  }

  @Override
  public SessionStatus status(String id) {
    return SessionStatus.of(
        id,
        opening.opener(),
        subscription,
        new SessionStatus.Sent(sentRecords, sentBytes),
        unsentBytes(),
        Instant.ofEpochMilli(sinceMillis));
  }

  // Delivering

  /** Whether a batch may be written; false also once it has ended. */
  boolean isReady(long unsentLimitBytes) {
    if (!live || socket == null || late) {
      return false;
    }
    long unsent = socket.unsentBytes();
    if (unsent != 0 || seenUnsentBytes != 0) {
      lookAtUnsent();
    }
    return unsent <= unsentLimitBytes;
  }

  /** Whether more may be written without much waiting. */
  boolean hasRoom() {
    return live && socket != null && !socket.isFull();
  }

  /** Whether a record of the current batch has matched already. */
  boolean isTouched() {
    return runFrom != UNTOUCHED;
  }

  /** Writes a whole batch, in which at least one record has a frame, and flushes it. */
  void deliver(Frames frames, Cursor end) {
    write(frames, 0, frames.records(), frames.count());
    flush(end);
  }

  /**
   * A record of the current batch that has a frame matches; records come in order, the same one
   * perhaps twice.
   *
   * @return whether it was the session's first in this batch
   */
  boolean onMatch(int index, Frames frames) {
    if (runFrom == UNTOUCHED) {
      runFrom = index;
      runTo = index + 1;
      return true;
    }
    if (index == runTo) {
      runTo++;
    } else if (index > runTo) {
      write(frames, runFrom, runTo, runTo - runFrom);
      runFrom = index;
      runTo = index + 1;
    }
    return false;
  }

  /** The batch is at its end: writes the last run and flushes. */
  void onBatchEnd(Frames frames, Cursor end) {
    write(frames, runFrom, runTo, runTo - runFrom);
    runFrom = UNTOUCHED;
    flush(end);
  }

  /** Encodes what only this session gets. */
  FrameEncoder encoder() {
    return feed.audience(hub.index()).encoder();
  }

  /** Writes and flushes the frames of one record that only this session gets. */
  void writeAlone(Frames frames) {
    try {
      write(frames, 0, 1, 1);
      if (socket != null) {
        socket.flush();
      }
    } finally {
      frames.buffer().release();
    }
  }

  private void write(Frames frames, int from, int to, int count) {
    if (live && socket != null) {
      int begin = frames.begin(from);
      int end = frames.end(to - 1);
      socket.write(frames.buffer(), begin, end);
      counts.deliveries().add(count);
      counts.bytes().add(end - begin);
      sentRecords += count;
      sentBytes += end - begin;
    }
  }

  /** Flushes what was written up to here, and tells the cursor if it is time. */
  void flush(Cursor end) {
    if (live && socket != null) {
      socket.flush();
      if (sentRecords >= cursorAfter) {
        cursorAfter = sentRecords + cursorStep;
        tell(ControlFrame.cursor(hub.memory(), form, end));
      }
      lookWhetherItCrowds(socket);
    }
  }

  /** A client of events comes back with the last position it was told, asked for or not. */
  private Duration cursorEvery() {
    Duration asked = subscription.notices().cursorEvery();
    return asked.isZero() && form.wire() == Wire.EVENTS ? EVENTS_CURSOR : asked;
  }

  private void tellCursorLater() {
    tellCursorLater(hub, number, cursorEvery());
  }

  /** The timer does not hold the session, which may end long before. */
  private static void tellCursorLater(Hub hub, long number, Duration every) {
    hub.loop()
        .after(
            every,
            () -> {
              OutSession session = hub.sessions().get(number);
              if (session != null) {
                session.tellCursor();
              }
            });
  }

  /** Tells the cursor, if it has moved since the last time. */
  private void tellCursor() {
    if (!live) {
      return;
    }
    Cursor now = position();
    if (!now.equals(toldCursor) && hasRoom()) {
      toldCursor = now;
      tell(ControlFrame.cursor(hub.memory(), form, now));
    }
    tellCursorLater();
  }

  /** From where its client may go on without missing anything that was not written. */
  private Cursor position() {
    if (apart != null) {
      return apart.standing();
    }
    Cursor shared = audience == null ? null : audience.position();
    return shared == null ? standing : shared;
  }

  /** Records were left out because it asked for that: its client is told if it can be. */
  void onDropped(Gap gap) {
    if (subscription.notices().onGap() == Notices.OnGap.TELL) {
      onGap(gap);
    }
  }

  /** Records will not come: its client is told, or it is closed, as it asked for. */
  void onGap(Gap gap) {
    switch (subscription.notices().onGap()) {
      case TELL -> tell(ControlFrame.gap(hub.memory(), form, subscription.stream(), gap));
      case CLOSE ->
          end(
              new Refusal(
                  ErrorCode.GAP,
                  "gap: partition %d, offsets %d to %d, %s"
                      .formatted(gap.partition(), gap.from(), gap.to(), gap.reason().id())));
      case COUNT -> {}
    }
  }

  /** Closes the session with a reason; it is written to no more. */
  @Override
  public void end(Refusal refusal) {
    if (live && socket != null) {
      live = false;
      onUncrowded();
      socket.close(refusal);
    }
  }

  /** Who comes back can go on from there. */
  @Override
  public Refusal onClosing(Refusal refusal) {
    boolean useful = refusal.code().kind() != ErrorKind.USER || refusal.code() == ErrorCode.GAP;
    String message = refusal.message() + "; cursor=" + position();
    boolean fits = message.getBytes(StandardCharsets.UTF_8).length <= CloseReason.MAX_REASON_BYTES;
    return useful && fits && form.kind() != FrameKind.JSON
        ? new Refusal(refusal.code(), message)
        : refusal;
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    hub.streamCounts(subscription.stream()).unwanted().add(1);
    if (!told) {
      told = true;
      tell(ControlFrame.error(hub.memory(), form, NOT_WRITABLE));
    }
  }

  private void tell(Optional<FrameBuffer> notice) {
    notice.ifPresent(
        frame -> {
          try {
            if (live && socket != null) {
              socket.write(frame, 0, frame.bytes().capacity());
              socket.flush();
            }
          } finally {
            frame.release();
          }
        });
  }

  @Override
  public void onClosed() {
    live = false;
    lookAtUnsent();
    counts.sessions().add(-1);
    hub.leave(number);
    if (audience == null) {
      feed.onSeated();
    } else {
      audience.leave(this);
    }
  }
}
