package io.weir.engine.link.push;

import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was read and is not settled, in the order of the log; some of it is in flight. It outlives
 * the sockets that it is sent by. Bounded by what the {@link Room} lets in. Thread: the link's
 * loop.
 */
final class Window {
  private final Room room;
  private final @Nullable KeyOrder keyOrder;
  private final Deque<Parcel> parcels = new ArrayDeque<>();

  /** What may be sent now, in order. */
  private final Deque<Item> ready = new ArrayDeque<>();

  /** What was sent, in order; some of it may be settled meanwhile. */
  private final Deque<Item> sent = new ArrayDeque<>();

  /** Behind what has left the window. */
  private final Progress base;

  private long lastNumber;
  private int inFlight;
  private long inFlightBytes;

  /**
   * @param onePerKey whether of each key one record at most may be in flight
   */
  Window(Room room, Positions begin, boolean onePerKey) {
    this.room = room;
    this.base = new Progress(begin);
    this.keyOrder = onePerKey ? new KeyOrder() : null;
  }

  void add(Parcel parcel) {
    parcels.add(parcel);
    parcel.items().forEach(this::offer);
    shrink();
  }

  private void offer(Item item) {
    boolean mayGo = keyOrder == null || keyOrder.mayGo(item);
    if (mayGo && !item.dying) {
      ready.add(item);
    }
  }

  /** The next one to send, or null. */
  @Nullable Item peek() {
    return ready.peek();
  }

  /** It was written to a socket. */
  void onSent(Item item) {
    ready.remove();
    item.number = ++lastNumber;
    sent.add(item);
    inFlight++;
    inFlightBytes += item.sizeBytes();
  }

  /** The number of what was sent last. */
  long lastNumber() {
    return lastNumber;
  }

  /** The first one in flight that was sent, or null. */
  @Nullable Item firstInFlight() {
    while (!sent.isEmpty() && !sent.element().isInFlight()) {
      sent.remove();
    }
    return sent.peek();
  }

  /** What is in flight, and a little that is not any more; in the order in which it was sent. */
  Iterable<Item> sent() {
    return sent;
  }

  /** Everything that was sent up to this number has arrived. Whether something was in flight. */
  boolean settleUpTo(long number) {
    boolean any = false;
    for (Item item = firstInFlight();
        item != null && item.number <= number;
        item = firstInFlight()) {
      settle(item);
      any = true;
    }
    return any;
  }

  /** It is done with: nobody sends it any more. */
  void settle(Item item) {
    if (item.settled) {
      return;
    }
    land(item);
    item.settled = true;
    item.parcel.onSettled();
    Item next = keyOrder == null ? null : keyOrder.next(item);
    if (next != null) {
      ready.add(next);
    }
    firstInFlight(); // forgets what is done with, so that replies are not compared with it
    shrink();
  }

  private void land(Item item) {
    if (item.isInFlight()) {
      item.number = Item.UNSENT;
      inFlight--;
      inFlightBytes -= item.sizeBytes();
    }
  }

  /** It has arrived and is not wanted: it rests. */
  void rest(Item item) {
    sent.remove(item);
    land(item);
    item.resting = true;
  }

  /** It rests no more, and is sent again. */
  void wake(Item item) {
    if (item.resting) {
      item.resting = false;
      item.dying = false;
      ready.addFirst(item);
    }
  }

  /** The socket has gone: whatever is not settled is to be sent, in the order of the log. */
  void rewind() {
    ready.clear();
    sent.clear();
    inFlight = 0;
    inFlightBytes = 0;
    if (keyOrder != null) {
      keyOrder.clear();
    }
    for (Parcel parcel : parcels) {
      for (Item item : parcel.items()) {
        if (!item.settled) {
          item.number = Item.UNSENT;
          item.resting = item.dying;
          offer(item);
        }
      }
    }
  }

  private void shrink() {
    while (!parcels.isEmpty() && parcels.element().isSettled()) {
      Parcel done = parcels.remove();
      done.pass(base, new BitSet());
      drop(done);
    }
  }

  private void drop(Parcel parcel) {
    room.give(parcel);
    parcel.release();
  }

  /** From where another one has to go on: in each partition the first record not settled. */
  Positions settled() {
    Progress at = new Progress(base.positions());
    BitSet stuck = new BitSet();
    for (Parcel parcel : parcels) {
      parcel.pass(at, stuck);
    }
    return at.positions();
  }

  int inFlight() {
    return inFlight;
  }

  long inFlightBytes() {
    return inFlightBytes;
  }

  /** Lets go of everything. */
  void clear() {
    parcels.forEach(this::drop);
    parcels.clear();
    ready.clear();
    sent.clear();
  }
}
