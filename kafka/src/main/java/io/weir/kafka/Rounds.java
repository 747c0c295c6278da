package io.weir.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How a topic is written in whose batches Kafka has found records that it refuses: in rounds. Those
 * that were in a batch with such a record have to be sent again, when later ones may have been
 * written already; so a round has each key once at most, and the next one begins when all of it has
 * been told of, or has come back. After a while without such records rounds end.
 *
 * <p>Thread: the writer, but for what says otherwise.
 */
final class Rounds {
  /** How often to look whether a round is over. */
  static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int MAX_RECORDS = 10_000;

  private final List<Delivery> round = new ArrayList<>();
  private final Set<ByteBuffer> keys = new HashSet<>();
  private volatile boolean begun;
  private volatile long sinceNanos;

  /** Begins, or begins anew to wait for the end. Any thread. */
  void goOn(long nowNanos) {
    sinceNanos = nowNanos;
    begun = true;
  }

  /** Whether records have to go in rounds. Any thread. */
  boolean isActive(long nowNanos) {
    return begun && nowNanos - sinceNanos < LAST_NANOS;
  }

  boolean admits(Delivery delivery) {
    byte[] key = delivery.entry.key();
    return round.size() < MAX_RECORDS && (key == null || !keys.contains(ByteBuffer.wrap(key)));
  }

  void add(Delivery delivery) {
    byte[] key = delivery.entry.key();
    if (key != null) {
      keys.add(ByteBuffer.wrap(key));
    }
    round.add(delivery);
  }

  boolean isUnderWay() {
    return !round.isEmpty();
  }

  /** Whether all of it has been told of or has come back. It is under way no longer then. */
  boolean isOver() {
    for (Delivery each : round) {
      if (!each.isTold() && !each.hasReturned()) {
        return false;
      }
    }
    clear();
    return true;
  }

  void clear() {
    round.clear();
    keys.clear();
  }
}
