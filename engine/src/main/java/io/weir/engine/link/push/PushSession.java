package io.weir.engine.link.push;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket of a link: sends what the window has ready, as far as the bounds allow, with one
 * flush. Thread: the loop.
 *
 * <p>Idle → Sending: given a window<br>
 * Sending → Over: the socket has gone, or the delivery has ended
 */
final class PushSession implements SocketHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PushSession.class);

  private final PushSettings settings;
  private final PushCounts counts;
  private final Owner owner;
  private final List<Item> notices = new ArrayList<>();
  private @Nullable Socket socket;
  private @Nullable Window window;
  private @Nullable Proof proof;
  private boolean pausing;
  private boolean over;
  private long dueSinceNanos;

  /** The link. Thread: the loop. */
  interface Owner {
    /** Something was confirmed. */
    void onProgress();

    /** The socket has gone. */
    void onOver(PushSession session);
  }

  PushSession(PushSettings settings, PushCounts counts, Owner owner) {
    this.settings = settings;
    this.counts = counts;
    this.owner = owner;
  }

  void onOpened(Socket opened) {
    socket = opened;
  }

  /** Sends from this window from now on. */
  void begin(Window from, Rejections rejections) {
    Socket to = socket;
    if (to == null || over) {
      return;
    }
    window = from;
    proof = proof(from, rejections, to);
    if (!settings.patience().isZero()) {
      watch(to);
    }
    send();
  }

  private Proof proof(Window from, Rejections rejections, Socket to) {
    return switch (settings.confirm()) {
      case Confirm.Pong pong -> new PongProof(from, to);
      case Confirm.Written written -> new WrittenProof(from, to, this::onConfirmed);
      case Confirm.Ack ack ->
          new AckProof(
              ack, from, item -> ack.reject().ifPresent(rule -> rejections.reject(item, rule)));
    };
  }

  /** Sends nothing more; what is in flight may still be confirmed. */
  void pause() {
    pausing = true;
  }

  /** Closes the socket; the window is not touched any more. */
  void end(Refusal refusal) {
    window = null;
    proof = null;
    if (socket != null && !over) {
      over = true;
      socket.closeAhead(CloseReason.of(refusal)); // others may send what is not confirmed
    }
  }

  /** Sends what is ready. */
  void send() {
    Window from = window;
    Proof by = proof;
    Socket to = socket;
    if (from == null || by == null || to == null || over || pausing || to.isFull()) {
      return;
    }
    if (from.inFlight() == 0) {
      dueSinceNanos = to.loop().nowNanos();
    }
    boolean any = false;
    while (hasRoom(from) && from.peek() != null) {
      write(from, by, to);
      any = true;
    }
    if (any) {
      by.beforeFlush(!hasRoom(from));
      to.flush();
      settleNotices(from);
      by.onFlushed();
    }
  }

  private boolean hasRoom(Window from) {
    return from.inFlight() < settings.inFlightRecords()
        && from.inFlightBytes() < settings.inFlightBytes();
  }

  /** Writes neighbours with one call. */
  private void write(Window from, Proof by, Socket to) {
    Item first = from.peek();
    if (first == null) {
      return;
    }
    Parcel parcel = first.parcel;
    int end = first.index;
    int most = first.index + by.mostFrames();
    for (Item item = first;
        item != null && item.parcel == parcel && item.index == end && end < most && hasRoom(from);
        item = from.peek()) {
      from.onSent(item);
      if (item.record == null) {
        notices.add(item);
      }
      end++;
    }
    int begin = parcel.frames().begin(first.index);
    int bytes = parcel.frames().end(end - 1) - begin;
    to.write(parcel.frames().buffer(), begin, begin + bytes);
    counts.deliveries().add(end - first.index);
    counts.bytes().add(bytes);
    by.onWritten(end - first.index, bytes);
  }

  /** Nobody replies to a notice. Not before the flush: what is settled may be freed. */
  private void settleNotices(Window from) {
    if (settings.confirm() instanceof Confirm.Ack) {
      notices.forEach(from::settle);
    }
    notices.clear();
  }

  private void onConfirmed() {
    if (socket != null && !over) {
      dueSinceNanos = socket.loop().nowNanos();
      owner.onProgress();
      guard(this::send);
    }
  }

  /** What fails here must not leave a session open that misses something. */
  private void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("event=session_failed link={}", settings.link(), e);
      if (socket != null) {
        socket.close(new Refusal(ErrorCode.INTERNAL_ERROR, "a record could not be delivered"));
      }
    }
  }

  /** Looks now and then whether the peer confirms anything. */
  private void watch(Socket to) {
    Duration pause = settings.patience().dividedBy(4);
    to.loop()
        .after(
            pause,
            () -> {
              if (!over && window != null) {
                lookWhetherItConfirms(to, window);
                watch(to);
              }
            });
  }

  private void lookWhetherItConfirms(Socket to, Window from) {
    long due = to.loop().nowNanos() - dueSinceNanos;
    if (from.inFlight() > 0 && to.unsentBytes() == 0 && due >= settings.patience().toNanos()) {
      String message =
          "%d records sent, none confirmed for %d s (confirm: %s)"
              .formatted(
                  from.inFlight(),
                  settings.patience().toSeconds(),
                  settings.confirm().getClass().getSimpleName().toLowerCase(Locale.ROOT));
      to.close(new Refusal(ErrorCode.IDLE, message));
    }
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    Proof by = proof;
    if (by != null && !over && by.onMessage(payload)) {
      onConfirmed();
    }
  }

  @Override
  public void onPong(long number) {
    Proof by = proof;
    if (by != null && !over && by.onPong(number)) {
      onConfirmed();
    }
  }

  @Override
  public void onDrained() {
    guard(this::send);
  }

  @Override
  public void onClosed() {
    over = true;
    window = null;
    proof = null;
    owner.onOver(this);
  }
}
