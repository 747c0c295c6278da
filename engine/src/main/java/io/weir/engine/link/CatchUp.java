package io.weir.engine.link;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The open sessions of one stream that are behind, and the replays that bring them on. Thread: the
 * stream's tail, but for what is marked otherwise.
 *
 * <p>There are few readers, however many sessions are behind. So those who are about as far behind
 * as each other ride with one replay; those nearest to the end go first, unless somebody has waited
 * long; and a replay that others wait for ends after a while, and its riders wait their turn. Who
 * comes while replays have begun of late waits for others that come, too ({@link Departures}).
 */
final class CatchUp {
  /** Who is so many records behind may wait for those who are not, and rides along. */
  private static final long NEAR = 10_000;

  private static final long SLICE_NANOS = Duration.ofSeconds(2).toNanos();

  private final Stream stream;
  private final Readers readers;
  private final FrameMemory memory;
  private final List<Hub> hubs;
  private final OutSettings settings;
  private final Feed feed;
  private final List<Waiting> waiting = new ArrayList<>();
  private volatile List<Replay> replays = List.of();

  /** Those that have ended, as long as their riders have not heard of it. */
  private final List<Replay> ended = new ArrayList<>();

  private final Departures departures = new Departures();
  private boolean calling;
  private long nowNanos;

  /** A session that no replay serves yet. */
  record Waiting(OutSession session, Positions at, long sinceNanos) {}

  CatchUp(
      Stream stream,
      Readers readers,
      FrameMemory memory,
      List<Hub> hubs,
      OutSettings settings,
      Feed feed) {
    this.stream = stream;
    this.readers = readers;
    this.memory = memory;
    this.hubs = hubs;
    this.settings = settings;
    this.feed = feed;
  }

  /** How many sessions ride with a replay. Any thread. */
  long riders() {
    long sum = 0;
    for (Replay replay : replays) {
      sum += replay.riderCount();
    }
    return sum;
  }

  boolean isIdle() {
    ended.removeIf(replay -> replay.riderCount() == 0);
    return replays.isEmpty() && ended.isEmpty();
  }

  /**
   * A session is behind. It is served from the next tick on: once all are here who come with it.
   */
  void add(OutSession session, Positions at) {
    waiting.add(new Waiting(session, at, nowNanos));
  }

  private void assign() {
    waiting.removeIf(this::board);
    boolean started = true;
    while (started && !waiting.isEmpty() && isTimeToDepart()) {
      Optional<Readers.Slot> slot = readers.take();
      slot.ifPresent(free -> start(free, nextGroup()));
      started = slot.isPresent();
    }
  }

  /** If it is not, the tail is called when it will be. */
  private boolean isTimeToDepart() {
    long wait = departures.waitNanos(nowNanos);
    if (wait > 0 && !calling) {
      calling = true;
      Loop clock = hubs.getFirst().loop();
      clock.after(Duration.ofNanos(wait), () -> feed.tail().execute(() -> calling = false));
    }
    return wait <= 0;
  }

  /** Whether a replay is near enough before a session. */
  private boolean board(Waiting who) {
    Positions end = feed.position().positions();
    long behind = who.at().behind(end);
    for (Replay replay : replays) {
      if (!replay.position().topic().equals(feed.position().topic())) {
        continue;
      }
      Positions at = replay.position().positions();
      boolean serves = replay.isServing(who.session().hub());
      if (serves && who.at().hasPassed(at) && at.behind(end) <= 2 * behind + NEAR) {
        replay.board(who);
        return true;
      }
    }
    return false;
  }

  /** Takes the next who wait and are near each other. */
  private List<Waiting> nextGroup() {
    Positions end = feed.position().positions();
    Waiting oldest = waiting.getFirst();
    Waiting first =
        nowNanos - oldest.sinceNanos() >= SLICE_NANOS
            ? oldest
            : waiting.stream()
                .min(Comparator.comparingLong(who -> who.at().behind(end)))
                .orElse(oldest);
    long reach = 2 * first.at().behind(end) + NEAR;
    List<Waiting> group = waiting.stream().filter(who -> who.at().behind(end) <= reach).toList();
    waiting.removeIf(who -> who.at().behind(end) <= reach);
    return group;
  }

  private void start(Readers.Slot slot, List<Waiting> group) {
    Positions begin =
        group.stream().map(Waiting::at).reduce(Positions::earlier).orElse(Positions.NONE);
    Replay replay = new Replay(stream, slot, memory, hubs, settings, feed, this);
    List<Replay> more = new ArrayList<>(replays);
    more.add(replay);
    replays = List.copyOf(more);
    replay.start(begin, group, nowNanos);
    departures.onDeparture(nowNanos);
  }

  /**
   * A replay has ended. Its reader is free once it has sent those back who have wanted to board.
   */
  void onEnded(Replay replay, Readers.Slot slot) {
    replays = replays.stream().filter(each -> !each.equals(replay)).toList();
    ended.add(replay);
    slot.reader().execute(() -> feed.tail().execute(() -> readers.give(slot)));
  }

  /**
   * Finds replays for those who wait, and lets others have a turn who wait for long.
   *
   * @param othersWait whether somebody waits for a reader who is not known here
   */
  void onTick(long now, boolean othersWait) {
    nowNanos = now;
    assign();
    if (readers.areAllTaken() && (othersWait || !waiting.isEmpty())) {
      replays.stream()
          .min(Comparator.comparingLong(Replay::sinceNanos))
          .filter(longest -> now - longest.sinceNanos() >= SLICE_NANOS)
          .ifPresent(Replay::yieldTurn);
    }
  }

  /** The stream has ended: so do those who wait for it. */
  void endAll(Refusal refusal) {
    for (Waiting who : waiting) {
      who.session().hub().loop().execute(() -> who.session().end(refusal));
    }
    waiting.clear();
    replays.forEach(replay -> replay.stop(refusal));
    replays = List.of();
  }
}
