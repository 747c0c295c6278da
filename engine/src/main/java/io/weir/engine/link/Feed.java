package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.frame.Frames;
import io.weir.engine.frame.Payloads;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import io.weir.engine.stream.TopicId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one stream for all sessions of the node. Thread: the stream's tail, but for {@link #join}.
 *
 * <p>Idle → Opening: a session joins<br>
 * Opening → Live: the position is known; those who waited join | Idle: refused, and so are they<br>
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
  private final FrameEncoder encoder;
  private final OutSettings settings;
  private final List<Audience> audiences;
  private final Count recordsRead;
  private final Count recordsSkipped;
  private final Count holds;

  private State state = State.IDLE;

  // What has been handed over, and what was read, each with the position behind it.
  private TopicId topic = new TopicId(0, 0);
  private Progress handedTo = new Progress(Positions.NONE);
  private Positions readTo = Positions.NONE;
  private final List<OutSession> waiting = new ArrayList<>();
  private long idleSinceNanos;
  private boolean idle;
  private boolean holding;

  // What was read last; from the first one not handed over on, it waits for room.
  private List<LogRecord> read = List.of();
  private int handed;

  Feed(Stream stream, Tail tail, FrameMemory memory, List<Hub> hubs, OutSettings settings) {
    this.stream = stream;
    this.tail = tail;
    this.settings = settings;
    this.encoder = new FrameEncoder(stream, memory);
    this.audiences = hubs.stream().map(hub -> new Audience(stream, hub)).toList();
    Labels labels = Labels.of("stream", stream.name());
    this.recordsRead = hubs.getFirst().metrics().count(Metric.RECORDS_READ, labels);
    this.recordsSkipped = hubs.getFirst().metrics().count(Metric.RECORDS_SKIPPED, labels);
    this.holds = hubs.getFirst().metrics().count(Metric.HOP_FULL, labels);
  }

  /** The audience on the hub of this index. Any thread. */
  Audience audience(int hub) {
    return audiences.get(hub);
  }

  /** Adds a session as soon as its position is known, or refuses it. Any thread. */
  void join(OutSession session) {
    tail.execute(() -> onJoin(session));
  }

  private void onJoin(OutSession session) {
    switch (state) {
      case IDLE -> {
        state = State.OPENING;
        waiting.add(session);
        tail.open(stream, new Start.Latest(), this);
      }
      case OPENING -> waiting.add(session);
      case LIVE -> admit(session);
    }
  }

  private void admit(OutSession session) {
    Audience audience = session.audience();
    if (audience.isLeftOut()) {
      refuse(session, new Refusal(ErrorCode.OVERLOADED, "this event loop has fallen behind"));
      return;
    }
    audience.expect(session.form());
    audience.hub().loop().execute(() -> audience.join(session));
    idle = false;
  }

  @Override
  public void onOpen(Cursor begin) {
    state = State.LIVE;
    topic = begin.topic();
    handedTo = new Progress(begin.positions());
    readTo = begin.positions();
    waiting.forEach(this::admit);
    waiting.clear();
  }

  @Override
  public void onRefused(Refusal refusal) {
    state = State.IDLE;
    waiting.forEach(session -> refuse(session, refusal));
    waiting.clear();
  }

  private static void refuse(OutSession session, Refusal refusal) {
    session.audience().hub().loop().execute(() -> session.refuse(refusal));
  }

  @Override
  public void onGap(Gap gap) {}

  @Override
  public void onLost(Refusal refusal) {
    goIdle();
    for (Audience audience : audiences) {
      audience.hub().loop().execute(() -> audience.endAll(refusal));
    }
  }

  @Override
  public void onRecords(List<LogRecord> records, Positions end) {
    readTo = end;
    recordsRead.add(records.size());
    if (hasHandedAll()) {
      read = records;
    } else {
      List<LogRecord> rest = new ArrayList<>(read.subList(handed, read.size()));
      rest.addAll(records);
      read = rest;
    }
    handed = 0;
    handOver();
  }

  private boolean hasHandedAll() {
    return handed == read.size();
  }

  /**
   * Cuts what was read into batches and hands them over, one after the other, while there is room.
   */
  private void handOver() {
    try {
      while (!hasHandedAll() && hasRoom()) {
        int from = handed;
        handed = batchEnd(from);
        publish(read.subList(from, handed));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(e);
    }
    if (hasHandedAll()) {
      read = List.of();
      handed = 0;
      handedTo = new Progress(readTo);
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

  private int batchEnd(int from) {
    int end = from;
    for (long size = 0; end < read.size() && size < settings.batchBytes(); end++) {
      size += read.get(end).sizeBytes();
    }
    return end;
  }

  private void publish(List<LogRecord> records) {
    Cursor begin = new Cursor(topic, handedTo.positions());
    records.forEach(handedTo::pass);
    @Nullable Frames[] frames = new @Nullable Frames[FrameForm.COUNT];
    try {
      encode(records, begin, frames);
    } catch (RuntimeException | OutOfMemoryError e) {
      new Batch(records, frames).release();
      throw e;
    }
    hand(new Batch(records, frames));
  }

  private void encode(List<LogRecord> records, Cursor begin, @Nullable Frames[] into) {
    for (FrameKind kind : FrameKind.ALL) {
      Payloads payloads = null;
      for (Wire wire : Wire.ALL) {
        FrameForm form = FrameForm.of(kind, wire);
        if (isWanted(form)) {
          payloads = payloads == null ? payloads(kind, records, begin) : payloads;
          into[form.index()] = encoder.frames(payloads, wire).orElse(null);
        }
      }
    }
  }

  private Payloads payloads(FrameKind kind, List<LogRecord> records, Cursor begin) {
    Payloads payloads = encoder.payloads(kind, records, begin);
    recordsSkipped.add(records.size() - payloads.count());
    return payloads;
  }

  private boolean isWanted(FrameForm form) {
    return audiences.stream().anyMatch(audience -> audience.wants(form));
  }

  /** Hands a batch to every loop that has somebody for it: one task a loop. */
  private void hand(Batch batch) {
    for (Audience audience : audiences) {
      if (audience.isServed() && !batch.isEmpty()) {
        batch.retain();
        audience.hub().hop().add(batch.sizeBytes());
        audience.hub().loop().execute(() -> audience.deliver(batch));
      }
    }
    batch.release();
  }

  @Override
  public boolean onTick(long nowNanos) {
    if (state != State.LIVE) {
      return false;
    }
    boolean hold = mustHold(nowNanos);
    handOver();
    rest(nowNanos);
    hold = state == State.LIVE && (hold || !hasHandedAll());
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

  private static boolean mustHold(Audience audience, long nowNanos) {
    return switch (audience.hub().hop().state(nowNanos)) {
      case OPEN -> false;
      case FULL -> true;
      case STALLED -> {
        audience.leaveOut();
        yield false;
      }
    };
  }

  /** Stops reading once nobody has been here for the linger. */
  private void rest(long nowNanos) {
    boolean empty = audiences.stream().allMatch(Audience::isEmpty);
    if (empty && !idle) {
      idleSinceNanos = nowNanos;
    }
    idle = empty;
    if (idle && nowNanos - idleSinceNanos >= settings.linger().toNanos()) {
      goIdle();
      tail.close(stream);
    }
  }

  private void goIdle() {
    state = State.IDLE;
    idle = false;
    holding = false;
    read = List.of();
    handed = 0;
    encoder.rest();
  }
}
