package io.weir.engine.link.push;

import io.weir.engine.error.RefusedException;
import io.weir.engine.json.JsonValue;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the peer's replies. Thread: the loop. */
final class AckProof implements Proof {
  private static final int FRAMES = 512;
  private static final Pattern OFFSET = Pattern.compile("(?:(\\d{1,9})-)?(\\d{1,18})");

  private final Confirm.Ack ack;
  private final Window window;
  private final Consumer<Item> onRejected;

  /**
   * @param onRejected is to rest the item
   */
  AckProof(Confirm.Ack ack, Window window, Consumer<Item> onRejected) {
    this.ack = ack;
    this.window = window;
    this.onRejected = onRejected;
  }

  @Override
  public int mostFrames() {
    return FRAMES;
  }

  @Override
  public void onWritten(int frames, int bytes) {}

  @Override
  public boolean onMessage(ByteBuffer payload) {
    byte[] reply = new byte[payload.remaining()];
    payload.get(reply);
    boolean rejects = ack.reject().isPresent() && ack.reject().get().match().test(reply);
    Item item = rejects || ack.match().test(reply) ? item(reply) : null;
    if (item == null) {
      return false;
    }
    if (rejects) {
      onRejected.accept(item);
    } else if (ack.cumulative()) {
      window.settleUpTo(item.number);
    } else {
      window.settle(item);
    }
    return true;
  }

  /** The one that a reply is for; null: none that is in flight. */
  private @Nullable Item item(byte[] reply) {
    if (ack.id().isEmpty()) {
      return window.firstInFlight();
    }
    Optional<JsonValue> id = ack.id().flatMap(pointer -> pointer.find(reply));
    if (id.isEmpty() || !id.get().isScalar()) {
      return null;
    }
    String text = id.get().text();
    Matcher offset = OFFSET.matcher(text);
    if (!offset.matches()) {
      return byCursor(text);
    }
    String partition = offset.group(1);
    return byOffset(
        partition == null ? 0 : Integer.parseInt(partition),
        Long.parseLong(offset.group(2)),
        partition == null);
  }

  /**
   * @param alone whether the partition is not said, so that it has to be the only one
   */
  private @Nullable Item byOffset(int partition, long offset, boolean alone) {
    for (Item item : window.sent()) {
      LogRecord record = item.record;
      if (item.isInFlight()
          && record != null
          && record.offset() == offset
          && record.partition() == partition
          && !(alone && item.parcel.end().count() > 1)) {
        return item;
      }
    }
    return null;
  }

  /**
   * A cursor lies behind one record of each partition, and was sent with the last of these. What
   * lies behind it was sent later, unless others were sent again.
   */
  private @Nullable Item byCursor(String text) {
    Positions at;
    try {
      at = Cursor.parse(text).positions();
    } catch (RefusedException e) {
      return null; // of somebody else's, or nothing
    }
    Item last = null;
    for (Item item : window.sent()) {
      LogRecord record = item.record;
      if (record == null) {
        continue;
      }
      long next = at.next(record.partition());
      if (next == record.offset() + 1) {
        last = item;
      } else if (next <= record.offset() && ack.reject().isEmpty()) {
        break;
      }
    }
    return last != null && last.isInFlight() ? last : null; // it may be settled, and told again
  }
}
