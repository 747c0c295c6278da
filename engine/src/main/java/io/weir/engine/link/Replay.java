package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over the past of a stream, for the sessions that ride with it. Thread: its reader, but
 * for what is marked otherwise.
 *
 * <p>Opening → Reading: the position is known | Ended: refused<br>
 * Reading → Asking: it has come to where the tail is, which is asked to take the riders<br>
 * Asking → Ended: they are taken | Reading: the tail is further on by now<br>
 * Reading → Ended: nobody rides any more, others wait for the reader, or the stream is lost
 *
 * <p>It hands over one batch after the other, as fast as its riders read: it waits for those that
 * have much unsent, but not for long while others have not. Who has too much unsent then is behind
 * again, and rides on later.
 */
final class Replay implements Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  /** How many batches may be on their way to one loop. */
  private static final int UNDERWAY = 2;

  /** What all riders of one loop may be written at once, so that live sessions do not wait. */
  private static final int TURN_BYTES = 1 << 20;

  private static final int MIN_BATCH_BYTES = 4 << 10;
  private static final long FEW_NANOS = Duration.ofMillis(20).toNanos();
  private static final long MOST_NANOS = Duration.ofMillis(250).toNanos();
  private static final long ASK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

  /** So often it looks again whether the log is another one where it has nothing more to read. */
  private static final int ASK_AT_MOST = 3;

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private enum State {
    OPENING,
    READING,
    ASKING,
    ENDED
  }

  private final Stream stream;
  private final Readers.Slot slot;
  private final Reader reader;
  private final Feed feed;
  private final CatchUp home;
  private final OutSettings settings;
  private final Batches batches;
  private final List<Audience> riders;

  /** In batches, by hub. */
  private final List<Hop> underway;

  // Read by any thread.
  private volatile Cursor position = Cursor.NOWHERE;
  private volatile boolean waitsForRoom;
  private volatile long sinceNanos;

  private State state = State.OPENING;
  private List<CatchUp.Waiting> first = List.of();
  private long nowNanos;
  private long handedNanos;
  private long crowdedSinceNanos;
  private boolean crowded;
  private long askedNanos;
  private Cursor askedAt = Cursor.NOWHERE;
  private int asked;

  /** Whether it may have read since it asked: else asking again says nothing of the log. */
  private boolean looked = true;

  Replay(
      Stream stream,
      Readers.Slot slot,
      FrameMemory memory,
      List<Hub> hubs,
      OutSettings settings,
      Feed feed,
      CatchUp home) {
    this.stream = stream;
    this.slot = slot;
    this.reader = slot.reader();
    this.feed = feed;
    this.home = home;
    this.settings = settings;
    this.batches = new Batches(stream, memory, slot.counts().skipped());
    long patience = settings.patience().toNanos();
    this.underway = hubs.stream().map(hub -> new Hop(UNDERWAY, patience)).toList();
    this.riders = hubs.stream().map(hub -> Audience.ofReplay(stream, hub, this::onRoom)).toList();
  }

  /** Where those stand who ride, or will, once all batches are delivered. Any thread. */
  Cursor position() {
    return position;
  }

  /** Since when it has the reader. Any thread. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** Any thread. */
  int riderCount() {
    int sum = 0;
    for (Audience audience : riders) {
      sum += audience.size();
    }
    return sum;
  }

  /** Begins to read. Thread: the tail. */
  void start(Positions begin, List<CatchUp.Waiting> group, long now) {
    position = new Cursor(feed.position().topic(), begin);
    sinceNanos = now;
    askedNanos = now - ASK_AGAIN_NANOS;
    reader.execute(
        () -> {
          first = group;
          reader.open(stream, new Start.At(begin), this);
        });
  }

  /** Whether a session could be served on its loop. Any thread. */
  boolean isServing(Hub hub) {
    return !riders.get(hub.index()).isLeftOut();
  }

  /** A session that is not before it wants to ride. Thread: the tail. */
  void board(CatchUp.Waiting who) {
    reader.execute(() -> onBoard(who));
  }

  private void onBoard(CatchUp.Waiting who) {
    if (state == State.OPENING) {
      first = with(first, who);
    } else if (state == State.READING
        && isServing(who.session().hub())
        && who.at().hasPassed(position.positions())) {
      seat(who.session());
    } else {
      sendBack(who);
    }
  }

  private static List<CatchUp.Waiting> with(List<CatchUp.Waiting> some, CatchUp.Waiting more) {
    List<CatchUp.Waiting> all = new ArrayList<>(some);
    all.add(more);
    return all;
  }

  private void sendBack(CatchUp.Waiting who) {
    feed.rejoin(who.session(), new Cursor(position.topic(), who.at()));
  }

  private void seat(OutSession session) {
    Audience audience = riders.get(session.hub().index());
    Cursor now = position;
    audience.expect(session.form());
    audience.hub().loop().execute(() -> audience.seat(session, now));
  }

  @Override
  public void onOpen(Cursor begin) {
    if (!begin.topic().equals(position.topic())) {
      reader.close(stream);
      onLost(
          new Refusal(ErrorCode.STREAM_RECREATED, "stream " + stream.name() + " was re-created"));
      return;
    }
    state = State.READING;
    batches.begin(begin);
    position = begin;
    List<CatchUp.Waiting> boarding = first;
    first = List.of();
    boarding.forEach(this::onBoard);
  }

  @Override
  public void onRefused(Refusal refusal) {
    List<CatchUp.Waiting> refused = first;
    first = List.of();
    for (CatchUp.Waiting who : refused) {
      Hub hub = who.session().hub();
      if (refusal.code().kind() == ErrorKind.TRANSIENT) {
        hub.loop().execute(() -> hub.loop().after(TRY_AGAIN, () -> sendBack(who)));
      } else {
        hub.loop().execute(() -> who.session().end(refusal));
      }
    }
    end();
  }

  @Override
  public void onLost(Refusal refusal) {
    for (CatchUp.Waiting who : first) {
      who.session().hub().loop().execute(() -> who.session().end(refusal));
    }
    for (Audience audience : riders) {
      audience.hub().loop().execute(() -> audience.endAll(refusal));
    }
    end();
  }

  /** The stream has ended. Any thread. */
  void stop(Refusal refusal) {
    reader.execute(
        () -> {
          if (state != State.ENDED) {
            reader.close(stream);
            onLost(refusal);
          }
        });
  }

  /** Others wait for the reader. Thread: the tail. */
  void yieldTurn() {
    reader.execute(
        () -> {
          if (state == State.READING) {
            dismissAll();
          }
        });
  }

  private void dismissAll() {
    Cursor now = position;
    for (Audience audience : riders) {
      audience.hub().loop().execute(() -> audience.dismiss(now));
    }
    reader.close(stream);
    end();
  }

  private void end() {
    state = State.ENDED;
    batches.clear();
    feed.tail().execute(() -> home.onEnded(this, slot));
  }

  @Override
  public void onRecords(List<LogRecord> records, Positions end) {
    slot.counts().replayed().add(records.size());
    batches.add(records, end);
    handOver();
  }

  @Override
  public void onGap(Gap gap) {
    batches.add(gap);
    handOver();
  }

  @Override
  public boolean onTick(long now) {
    nowNanos = now;
    handOver();
    if (state == State.READING && riders.stream().noneMatch(Audience::isServed)) {
      reader.close(stream);
      end();
    }
    boolean hold = state == State.ASKING || (state == State.READING && !batches.isEmpty());
    looked |= !hold;
    return hold;
  }

  /** Hands what was read over as long as the riders take it, and asks whether it is all. */
  private void handOver() {
    try {
      while (state == State.READING && !batches.isEmpty() && hasRoom()) {
        hand(batches.next(this::isWanted, batchBytes()));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("event=encoding_failed stream={}", stream.name(), e);
      reader.close(stream);
      onLost(new Refusal(ErrorCode.INTERNAL_ERROR, "a record could not be encoded"));
      return;
    }
    boolean there =
        batches.isEmpty() && position.positions().hasReached(feed.position().positions());
    if (state == State.READING && there && looked && nowNanos - askedNanos >= ASK_AGAIN_NANOS) {
      ask();
    }
  }

  /** A rider's loop may say that there is room just when the answer here is no. */
  private boolean hasRoom() {
    waitsForRoom = true;
    boolean room = !isCrowded();
    for (Audience audience : riders) {
      room &= !audience.isServed() || hasRoom(audience);
    }
    if (room) {
      waitsForRoom = false;
    }
    return room;
  }

  /** A loop that stands still does not hold up the riders of the others. */
  private boolean hasRoom(Audience audience) {
    return switch (underway.get(audience.hub().index()).state(nowNanos)) {
      case OPEN -> true;
      case FULL -> false;
      case STALLED -> {
        audience.leaveOut(position);
        yield true;
      }
    };
  }

  private boolean isCrowded() {
    int many = 0;
    int all = 0;
    for (Audience audience : riders) {
      if (audience.isServed()) {
        many += audience.crowded();
        all += audience.size();
      }
    }
    partWithCrowded(many > 0);
    long patience = 2 * many < all ? FEW_NANOS : MOST_NANOS;
    return many > 0 && nowNanos - handedNanos < patience;
  }

  /**
   * Who has much unsent for long does not hold up the others any more, even if he wants so little
   * that it will not become too much.
   */
  private void partWithCrowded(boolean now) {
    if (!now || !crowded) {
      crowdedSinceNanos = nowNanos;
    } else if (nowNanos - crowdedSinceNanos >= settings.patience().toNanos()) {
      crowdedSinceNanos = nowNanos;
      riders.forEach(audience -> audience.hub().loop().execute(audience::dismissCrowded));
    }
    crowded = now;
  }

  /** A loop has room again. Any thread. */
  private void onRoom() {
    if (waitsForRoom) {
      waitsForRoom = false;
      reader.execute(this::handOver);
    }
  }

  private boolean isWanted(FrameForm form) {
    return Audience.anyWants(riders, form);
  }

  private int batchBytes() {
    int most = 1;
    for (Audience audience : riders) {
      most = Math.max(most, audience.size());
    }
    return Math.min(settings.batchBytes(), Math.max(TURN_BYTES / most, MIN_BATCH_BYTES));
  }

  private void hand(Batch batch) {
    position = batch.end;
    handedNanos = nowNanos;
    for (Audience audience : riders) {
      if (audience.isServed()) {
        batch.retain();
        underway.get(audience.hub().index()).add(1);
        audience.hub().loop().execute(() -> deliver(audience, batch));
      }
    }
    batch.release();
  }

  /** Thread: the audience's loop. */
  private void deliver(Audience audience, Batch batch) {
    Hub hub = audience.hub();
    long begin = hub.loop().nowNanos();
    audience.deliver(batch);
    long rest = hub.replayed(begin, hub.loop().nowNanos());
    boolean others = hub.sessions().size() > audience.size(); // who must not wait for this
    if (others && rest > 0) {
      hub.loop().after(Duration.ofNanos(rest), () -> onDelivered(hub));
    } else {
      onDelivered(hub);
    }
  }

  private void onDelivered(Hub hub) {
    underway.get(hub.index()).take(1);
    onRoom();
  }

  private void ask() {
    state = State.ASKING;
    looked = false;
    askedNanos = nowNanos;
    Cursor at = position;
    asked = at.equals(askedAt) ? asked + 1 : 1;
    askedAt = at;
    boolean confirmed = asked > ASK_AT_MOST;
    feed.tail()
        .execute(
            () -> {
              boolean taken = feed.take(riders, at, confirmed);
              reader.execute(() -> onAnswer(taken));
            });
  }

  private void onAnswer(boolean taken) {
    if (state != State.ASKING) {
      return;
    }
    if (taken) {
      reader.close(stream);
      end();
    } else {
      state = State.READING;
      handOver();
    }
  }
}
