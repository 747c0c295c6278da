package io.weir.engine.socket;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Count;
import io.weir.engine.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets of one loop: pings them, closes those whose peer is gone, and drains them.
 * Thread: the loop.
 *
 * <p>Instead of a timer a socket there is one step a second. It looks at every socket, so that an
 * idle one is closed at most a step late, and pings a slice of them, so that each is pinged once
 * per interval.
 */
public final class Roster {
  /** The interval at which {@link #step} expects to be called. */
  public static final Duration STEP = Duration.ofSeconds(1);

  private final RosterSettings settings;
  private final Count unsentBytes;
  private final List<Socket> sockets = new ArrayList<>();
  private final IdentityHashMap<Socket, Integer> places = new IdentityHashMap<>();
  private int next;
  private long lastStepNanos;
  private double owed;
  private @Nullable CompletableFuture<@Nullable Void> drained;
  private @Nullable Refusal leaving;

  /**
   * @param unsentBytes is kept at the sum over the sockets
   */
  public Roster(RosterSettings settings, Count unsentBytes, long nowNanos) {
    this.settings = settings;
    this.unsentBytes = unsentBytes;
    this.lastStepNanos = nowNanos;
  }

  /** A socket has opened; while the sockets are drained it is closed with the loop's next task. */
  public void add(Socket socket) {
    places.put(socket, sockets.size());
    sockets.add(socket);
    if (leaving != null) {
      Refusal refusal = leaving;
      socket.loop().execute(() -> socket.close(refusal));
    }
  }

  public void remove(Socket socket) {
    Integer index = places.remove(socket);
    if (index == null) {
      return;
    }
    int hole = index;
    if (hole <= next) { // those that had their turn stay in front, so that nobody's is passed over
      move(next, hole);
      hole = next--;
    }
    move(sockets.size() - 1, hole);
    sockets.removeLast();
    if (drained != null && sockets.isEmpty()) {
      drained.complete(null);
    }
  }

  private void move(int from, int to) {
    if (from != to) {
      Socket moved = sockets.get(from);
      sockets.set(to, moved);
      places.put(moved, to);
    }
  }

  public int size() {
    return sockets.size();
  }

  /** Looks at every socket, and pings as many as the time since the last step is worth. */
  public void step(long nowNanos) {
    long sum = 0;
    for (int i = sockets.size() - 1; i >= 0; i--) { // downwards: closing may remove it
      Socket socket = sockets.get(i);
      sum += socket.unsentBytes();
      closeIdle(socket, nowNanos);
    }
    unsentBytes.set(sum);
    pingSlice(nowNanos - lastStepNanos);
    lastStepNanos = nowNanos;
  }

  /** If all fall silent at once, this costs what delivering one frame to each does. */
  private void closeIdle(Socket socket, long nowNanos) {
    long limitNanos = settings.idleTimeout().toNanos();
    if (limitNanos > 0 && nowNanos - socket.lastAliveNanos() > limitNanos) {
      String reason = "nothing arrived for " + Durations.print(settings.idleTimeout());
      socket.close(new Refusal(ErrorCode.IDLE, reason));
    }
  }

  private void pingSlice(long elapsedNanos) {
    if (settings.pingInterval().isZero()) {
      return;
    }
    double due = sockets.size() * ((double) elapsedNanos / settings.pingInterval().toNanos());
    owed = Math.min(sockets.size(), owed + due);
    for (; owed >= 1; owed--) {
      next = next >= sockets.size() - 1 ? 0 : next + 1;
      sockets.get(next).ping();
    }
  }

  /** Closes every socket, evenly over the spread; completes when the last one has gone. */
  public CompletableFuture<@Nullable Void> drain(Refusal refusal, Duration spread) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    drained = done;
    leaving = refusal;
    List<Socket> open = List.copyOf(sockets);
    for (int i = 0; i < open.size(); i++) {
      Socket socket = open.get(i);
      Duration delay = spread.multipliedBy(i).dividedBy(open.size());
      socket.loop().after(delay, () -> socket.close(refusal));
    }
    if (sockets.isEmpty()) {
      done.complete(null);
    }
    return done;
  }
}
