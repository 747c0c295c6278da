package io.weir.engine.link.push;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.Loop;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Ownership;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node delivers while it has the link. Thread: the link's loop.
 *
 * <p>Locating → Marking: it is known where to begin<br>
 * Marking → Delivering: that is committed, so that whoever takes over begins no later<br>
 * Delivering → Locating: the topic is another one<br>
 * all → Ended: lost, or told to
 *
 * <p>It reads while there is a session, and a while longer: a peer that is away for hours costs the
 * window's memory and no thread.
 */
final class Delivery implements Packer.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long LINGER_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int MEASURE_EVERY = 10;

  private final PushSettings settings;
  private final PushEdge edge;
  private final Loop loop;
  private final Ownership ownership;
  private final Room room;

  private State state = State.LOCATING;
  private Commit last;
  private Cursor begin = Cursor.NOWHERE;
  private @Nullable Window window;
  private @Nullable Rejections rejections;
  private @Nullable PushSession session;
  private long aloneSinceNanos;

  private @Nullable Packer packer;
  private @Nullable Reader reader;

  /** Behind everything that was handed over. */
  private Positions read = Positions.NONE;

  private Positions committed = Positions.NONE;
  private Positions ends = Positions.NONE;
  private Optional<String> problem = Optional.empty();
  private int ticks;

  private enum State {
    LOCATING,
    MARKING,
    DELIVERING,
    ENDED
  }

  Delivery(PushSettings settings, PushEdge edge, Loop loop, Ownership ownership, Commit last) {
    this.settings = settings;
    this.edge = edge;
    this.loop = loop;
    this.ownership = ownership;
    this.last = last;
    // Frames are held beside the records that they were made of.
    this.room = new Room(settings.inFlightRecords(), 2L * settings.inFlightBytes());
  }

  void begin() {
    aloneSinceNanos = loop.nowNanos();
    locate();
    tick();
  }

  // Where to begin

  private void locate() {
    Positions known = last.cursor().positions();
    locate(known.count() > 0 ? new Start.At(known) : settings.from());
  }

  private void locate(Start start) {
    state = State.LOCATING;
    edge.log()
        .locate(settings.stream(), start)
        .thenAccept(located -> loop.execute(() -> onLocated(start, located)));
  }

  private void onLocated(Start start, Located located) {
    if (state != State.LOCATING) {
      return;
    }
    switch (located) {
      case Located.Refused(Refusal refusal) -> {
        problem = Optional.of(refusal.message());
        loop.after(RETRY, () -> locateAgain(start));
      }
      case Located.Found(Cursor cursor) -> {
        if (isOfAnother(start, cursor)) {
          LOG.warn("event=link_topic_recreated link={}", settings.link());
          locate(new Start.Earliest());
        } else {
          mark(cursor);
        }
      }
    }
  }

  /** A position may be refused because it is of another topic, which had more partitions. */
  private void locateAgain(Start start) {
    if (state != State.LOCATING) {
      return;
    }
    if (start instanceof Start.At && !last.isOfUnknownTopic()) {
      edge.log()
          .locate(settings.stream(), new Start.Latest())
          .thenAccept(located -> loop.execute(() -> onCompared(start, located)));
    } else {
      locate(start);
    }
  }

  private void onCompared(Start start, Located located) {
    if (state == State.LOCATING) {
      boolean another = located instanceof Located.Found(Cursor now) && isOfAnother(start, now);
      if (another) {
        LOG.warn("event=link_topic_recreated link={}", settings.link());
      }
      locate(another ? new Start.Earliest() : start);
    }
  }

  /** Offsets of a topic say nothing about another one of the same name. */
  private boolean isOfAnother(Start start, Cursor found) {
    return start instanceof Start.At
        && !last.isOfUnknownTopic()
        && !last.cursor().topic().equals(found.topic());
  }

  private void mark(Cursor at) {
    begin = at;
    problem = Optional.empty();
    state = State.MARKING;
    if (last.cursor().equals(at)) {
      deliver();
    } else {
      ownership.commit(new Commit(at, ""));
    }
  }

  void onCommitted(Commit commit) {
    if (state == State.MARKING && commit.cursor().equals(begin)) {
      deliver();
    }
  }

  // Delivering

  private void deliver() {
    state = State.DELIVERING;
    read = begin.positions();
    committed = read;
    Window made = new Window(room, read, isOnePerKey());
    window = made;
    rejections = new Rejections(settings, edge.writer(), loop, made, this::onChanged);
    beginSession();
  }

  private boolean isOnePerKey() {
    return settings.confirm() instanceof Confirm.Ack ack && ack.reject().isPresent();
  }

  /** The peer is there. */
  void attach(PushSession opened) {
    session = opened;
    beginSession();
  }

  private void beginSession() {
    if (session != null && window != null && rejections != null && state == State.DELIVERING) {
      session.begin(window, rejections);
      read();
    }
  }

  /** The peer has gone. */
  void detach(PushSession closed) {
    if (closed == session) {
      session = null;
      aloneSinceNanos = loop.nowNanos();
      if (window != null) {
        window.rewind();
      }
    }
  }

  private void read() {
    if (packer != null || session == null || state != State.DELIVERING) {
      return;
    }
    Cursor from = new Cursor(begin.topic(), read);
    Packer made = new Packer(settings, edge.memory(), room, from, this);
    Reader on = edge.log().reader(settings.stream());
    on.execute(() -> on.open(settings.stream(), new Start.At(from.positions()), made));
    packer = made;
    reader = on;
  }

  private void stopReading() {
    if (reader != null) {
      reader.stop();
    }
    reader = null;
    packer = null;
  }

  @Override
  public void onParcel(Packer from, Parcel parcel) {
    loop.execute(() -> add(from, parcel));
  }

  private void add(Packer from, Parcel parcel) {
    if (from != packer || window == null) {
      room.give(parcel);
      parcel.release();
      return;
    }
    read = parcel.end();
    window.add(parcel);
    onChanged();
  }

  private void onChanged() {
    if (session != null) {
      session.send();
    }
  }

  @Override
  public void onEnded(Packer from, Refusal refusal) {
    loop.execute(
        () -> {
          if (from == packer) {
            onReadingEnded(refusal);
          }
        });
  }

  private void onReadingEnded(Refusal refusal) {
    LOG.warn("event=link_waits link={} reason=\"{}\"", settings.link(), refusal.message());
    problem = Optional.of(refusal.message());
    stopReading();
    if (refusal.code() == ErrorCode.STREAM_RECREATED) {
      last = new Commit(settled(), "");
      drop(refusal);
      locate();
    } else {
      loop.after(RETRY, this::read);
    }
  }

  /** What was read is of a topic that is gone. */
  private void drop(Refusal refusal) {
    if (session != null) {
      session.end(refusal);
      session = null;
    }
    if (window != null) {
      window.clear();
    }
    window = null;
  }

  // Committing

  private void tick() {
    if (state == State.ENDED) {
      return;
    }
    commit();
    if (ticks++ % MEASURE_EVERY == 0) {
      measure();
    }
    if (session == null && loop.nowNanos() - aloneSinceNanos >= LINGER_NANOS) {
      stopReading();
    }
    loop.after(COMMIT_EVERY, this::tick);
  }

  private void commit() {
    Positions now = settled().positions();
    if (state == State.DELIVERING && !now.equals(committed)) {
      committed = now;
      ownership.commit(new Commit(new Cursor(begin.topic(), now), ""));
    }
  }

  private Cursor settled() {
    return window == null ? last.cursor() : new Cursor(begin.topic(), window.settled());
  }

  private void measure() {
    edge.log()
        .locate(settings.stream(), new Start.Latest())
        .thenAccept(
            located -> {
              if (located instanceof Located.Found(Cursor end)) {
                loop.execute(() -> ends = end.positions());
              }
            });
  }

  PushStatus status() {
    Positions now = settled().positions();
    return new PushStatus(
        true, window == null ? 0 : window.inFlight(), now.behind(ends), now, problem);
  }

  // The end

  /** Sends nothing more, so that what is in flight may still be confirmed. */
  void pause() {
    stopReading();
    if (session != null) {
      session.pause();
    }
  }

  boolean hasInFlight() {
    return session != null && window != null && window.inFlight() > 0;
  }

  /** Commits what is settled and lets go of everything. */
  void end() {
    commit();
    state = State.ENDED;
    stopReading();
    drop(new Refusal(ErrorCode.SHUTTING_DOWN, "the link is served elsewhere"));
  }
}
