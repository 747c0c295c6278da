package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one stream for all live sessions of the node, and knows who is behind. Thread: the stream's
 * tail, but for what is marked otherwise.
 *
 * <p>Idle → Opening: a session joins<br>
 * Opening → Live: the position is known; those who waited begin | Idle: refused, and so are they
 * <br>
 * Live → Idle: nobody was here for the linger, the stream was lost, or it cannot be encoded
 *
 * <p>Sessions and batches reach a loop through the same queue, so a session's position is the end
 * of the batch before it.
 */
final class Feed implements Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private enum State {
    IDLE,
    OPENING,
    LIVE
  }

  private final Stream stream;
  private final Tail tail;
  private final Batches batches;
  private final Beginnings beginnings;
  private final Readers readers;
  private final Scans scans;
  private final CatchUp catchUp;
  private final OutSettings settings;
  private final List<Audience> audiences;
  private final Count recordsRead;
  private final Count holds;

  /** Sessions that no audience counts: on their way to the first, or behind. Any thread. */
  private final AtomicInteger unseated = new AtomicInteger();

  /** Where the last batch ended; read by replays. */
  private volatile Cursor position = Cursor.NOWHERE;

  private State state = State.IDLE;
  private final List<OutSession> waiting = new ArrayList<>();
  private long idleSinceNanos;
  private boolean idle;
  private boolean holding;
  private boolean scansFirst;

  Feed(Stream stream, Log log, FrameMemory memory, List<Hub> hubs, OutSettings settings) {
    this.stream = stream;
    this.tail = log.tail(stream);
    this.settings = settings;
    Labels labels = Labels.of("stream", stream.name());
    var metrics = hubs.getFirst().metrics();
    this.batches = new Batches(stream, memory, metrics.count(Metric.RECORDS_SKIPPED, labels));
    this.audiences = hubs.stream().map(hub -> new Audience(stream, hub)).toList();
    this.recordsRead = metrics.count(Metric.RECORDS_READ, labels);
    this.holds = metrics.count(Metric.HOP_FULL, labels);
    this.readers = new Readers(stream, log, settings.readers(), metrics, this::onReaderFree);
    this.scans = new Scans(stream, this, readers, settings.lastScan());
    this.beginnings = new Beginnings(stream, log, tail, scans, System::currentTimeMillis);
    this.catchUp = new CatchUp(stream, readers, memory, hubs, settings, this);
    metrics.gauge(Metric.CATCH_UP_SESSIONS, labels, () -> unseated.get() + catchUp.riders());
  }

  Stream stream() {
    return stream;
  }

  /** The audience on the hub of this index. Any thread. */
  Audience audience(int hub) {
    return audiences.get(hub);
  }

  /** The thread of everything here. */
  Tail tail() {
    return tail;
  }

  /** Where live sessions stand, or will, once all batches are delivered. Any thread. */
  Cursor position() {
    return position;
  }

  /** Adds a session as soon as its position is known, or refuses it. Any thread. */
  void join(OutSession session) {
    unseated.incrementAndGet();
    tail.execute(() -> onJoin(session));
  }

  /** An open session wants to go on from a position of its own. Any thread. */
  void rejoin(OutSession session, Cursor at) {
    tail.execute(() -> onRejoin(session, at));
  }

  /** A session has left an audience and stays. Any thread. */
  void onBehind() {
    unseated.incrementAndGet();
  }

  /** A session that was behind has an audience, or has gone. Any thread. */
  void onSeated() {
    unseated.decrementAndGet();
  }

  private void onJoin(OutSession session) {
    switch (state) {
      case IDLE -> {
        state = State.OPENING;
        waiting.add(session);
        tail.open(stream, new Start.Latest(), this);
      }
      case OPENING -> waiting.add(session);
      case LIVE -> begin(session);
    }
  }

  /** The stream is read: where does the session begin? */
  private void begin(OutSession session) {
    beginnings.find(
        session,
        () -> position,
        begin -> {
          switch (begin) {
            case Beginnings.Refused(Refusal refusal) -> refuse(session, refusal);
            case Beginnings.At at -> open(session, at);
          }
        });
  }

  /** The answer may have come after the stream was lost. */
  private void open(OutSession session, Beginnings.At at) {
    if (isReading(at.cursor())) {
      session.hub().loop().execute(() -> session.open(at));
      if (at.recent().isEmpty()) {
        onRejoin(session, at.cursor());
      }
    } else {
      refuse(session, lost());
    }
  }

  private void onRejoin(OutSession session, Cursor at) {
    if (!isReading(at)) {
      session.hub().loop().execute(() -> session.end(lost()));
    } else if (at.positions().hasPassed(position.positions()) && !audienceOf(session).isLeftOut()) {
      admit(session);
    } else {
      catchUp.add(session, at.positions());
    }
  }

  /** Where the first record is that clients may read. */
  void oldest(Consumer<Beginnings.Beginning> answer) {
    beginnings.oldest(() -> position, answer);
  }

  private void onReaderFree() {
    if (state == State.IDLE) {
      readers.rest();
      return;
    }
    scansFirst = !scansFirst; // neither kind keeps the other from its turn: the tick is next
    if (scansFirst) {
      scans.assign();
    }
  }

  /** Whether the topic is read that this is a position in. */
  private boolean isReading(Cursor at) {
    return state == State.LIVE && at.topic().equals(position.topic());
  }

  private Refusal lost() {
    return new Refusal(
        ErrorCode.STREAM_RECREATED, "stream '%s' was re-created".formatted(stream.name()));
  }

  private Audience audienceOf(OutSession session) {
    return audiences.get(session.hub().index());
  }

  /** Live from the next batch on. */
  private void admit(OutSession session) {
    Audience audience = audienceOf(session);
    Cursor now = position;
    audience.expect(session.form());
    audience.hub().loop().execute(() -> audience.seat(session, now));
    idle = false;
  }

  /**
   * Takes over those who ride with a replay that has come to where this is. False: it has not.
   *
   * @param riders by hub; nobody will join them any more if this returns true
   * @param confirmed whether the log has nothing else where the replay stands
   */
  boolean take(List<Audience> riders, Cursor at, boolean confirmed) {
    Cursor now = position;
    Positions theirs = at.positions();
    if (!isReading(at)
        || !(theirs.hasPassed(now.positions())
            || (confirmed && theirs.hasReached(now.positions())))) {
      return false;
    }
    for (int i = 0; i < riders.size(); i++) {
      Audience from = riders.get(i);
      Audience to = audiences.get(i);
      if (from.isLeftOut()) {
        continue; // its riders are behind once their loop moves
      }
      if (to.isLeftOut()) {
        from.leaveOut(at);
        continue;
      }
      int[] expected = from.expected();
      to.expect(expected);
      to.hub().loop().execute(() -> to.take(from, expected, now));
    }
    idle = false;
    return true;
  }

  @Override
  public void onOpen(Cursor begin) {
    state = State.LIVE;
    batches.begin(begin);
    position = begin;
    List<OutSession> joining = List.copyOf(waiting);
    waiting.clear();
    joining.forEach(this::begin);
  }

  @Override
  public void onRefused(Refusal refusal) {
    state = State.IDLE;
    List<OutSession> refused = List.copyOf(waiting);
    waiting.clear();
    refused.forEach(session -> refuse(session, refusal));
    readers.rest(); // of an earlier life, given back while this one was being asked for
  }

  private void refuse(OutSession session, Refusal refusal) {
    unseated.decrementAndGet();
    session.hub().loop().execute(() -> session.refuse(refusal));
  }

  @Override
  public void onLost(Refusal refusal) {
    goIdle();
    catchUp.endAll(refusal);
    scans.endAll(refusal);
    readers.rest();
    for (Audience audience : audiences) {
      Hub hub = audience.hub();
      hub.loop().execute(() -> hub.endAll(this, refusal));
    }
  }

  @Override
  public void onRecords(List<LogRecord> records, Positions end) {
    recordsRead.add(records.size());
    batches.add(records, end);
    handOver();
  }

  @Override
  public void onGap(Gap gap) {
    batches.add(gap);
    handOver();
  }

  /** Hands what was read over in batches, one after the other, while there is room. */
  private void handOver() {
    try {
      while (!batches.isEmpty() && hasRoom()) {
        hand(batches.next(this::isWanted, settings.batchBytes()));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(e);
    }
  }

  /** These records cannot be delivered, so nobody who was promised them may stay. */
  private void fail(Throwable cause) {
    LOG.error("event=encoding_failed stream={}", stream.name(), cause);
    tail.close(stream);
    String message = "a record of stream " + stream.name() + " could not be encoded";
    onLost(new Refusal(ErrorCode.INTERNAL_ERROR, message));
  }

  private boolean hasRoom() {
    for (Audience audience : audiences) {
      if (audience.isServed() && audience.hub().hop().isFull()) {
        return false;
      }
    }
    return true;
  }

  private boolean isWanted(FrameForm form) {
    return Audience.anyWants(audiences, form);
  }

  /** Hands a batch to every loop that has somebody: one task a loop. */
  private void hand(Batch batch) {
    position = batch.end;
    for (Audience audience : audiences) {
      if (audience.isServed()) {
        Hub hub = audience.hub();
        batch.retain();
        hub.hop().add(batch.sizeBytes());
        hub.loop().execute(() -> deliver(audience, batch));
      }
    }
    batch.release();
  }

  private static void deliver(Audience audience, Batch batch) {
    try {
      audience.deliver(batch);
    } finally {
      audience.hub().hop().take(batch.sizeBytes());
    }
  }

  @Override
  public boolean onTick(long nowNanos) {
    if (state != State.LIVE) {
      return false;
    }
    boolean hold = mustHold(nowNanos);
    handOver();
    catchUp.onTick(nowNanos, scans.areWaiting());
    scans.assign();
    rest(nowNanos);
    hold = state == State.LIVE && (hold || !batches.isEmpty());
    if (hold && !holding) {
      holds.add(1);
    }
    holding = hold;
    return hold;
  }

  private boolean mustHold(long nowNanos) {
    boolean hold = false;
    for (Audience audience : audiences) {
      hold |= audience.isServed() && mustHold(audience, nowNanos);
    }
    return hold;
  }

  private boolean mustHold(Audience audience, long nowNanos) {
    return switch (audience.hub().hop().state(nowNanos)) {
      case OPEN -> false;
      case FULL -> true;
      case STALLED -> {
        audience.leaveOut(position);
        yield false;
      }
    };
  }

  /** Stops reading once nobody has been here for the linger. */
  private void rest(long nowNanos) {
    boolean empty =
        unseated.get() == 0
            && catchUp.isIdle()
            && readers.areIdle()
            && audiences.stream().allMatch(Audience::isEmpty);
    if (empty && !idle) {
      idleSinceNanos = nowNanos;
    }
    idle = empty;
    if (idle && nowNanos - idleSinceNanos >= settings.linger().toNanos()) {
      goIdle();
      readers.rest();
      tail.close(stream);
    }
  }

  private void goIdle() {
    state = State.IDLE;
    idle = false;
    holding = false;
    batches.clear();
  }
}
