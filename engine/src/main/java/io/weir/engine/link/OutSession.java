package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.ControlFrame;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.Frames;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that a stream's records go out to. Thread: its loop.
 *
 * <p>Waiting → Live: the position is known and the handshake complete | Ended: refused, or the peer
 * has gone<br>
 * Live → Ended: the peer has gone, or the session was closed as slow or with its stream. What ended
 * is written to no more and leaves its audience when the connection is gone.
 *
 * <p>While a batch is delivered, neighbouring records that match become one run and one write.
 */
final class OutSession implements SocketHandler {
  private static final int UNTOUCHED = -1;
  private static final Refusal NOT_WRITABLE =
      new Refusal(
          ErrorCode.NOT_WRITABLE,
          "this session only sends; messages to it are dropped, which is said once");

  private final Subscription subscription;
  private final Audience audience;
  private final Opening opening;
  private final FrameForm form;
  private final Hub.OutCounts counts;

  private @Nullable Socket socket;
  private boolean live;
  private boolean told;

  // For operators.
  private long number;
  private long sinceMillis;
  private long sentRecords;
  private long sentBytes;

  // The current batch: records from runFrom to runTo are matched and not yet written.
  private int runFrom = UNTOUCHED;
  private int runTo;

  OutSession(Subscription subscription, Audience audience, Opening opening) {
    this.subscription = subscription;
    this.audience = audience;
    this.opening = opening;
    this.form = FrameForm.of(subscription.frame(), opening.wire());
    this.counts = audience.hub().counts(subscription.labels());
  }

  Audience audience() {
    return audience;
  }

  KeyFilter keys() {
    return subscription.keys();
  }

  FrameForm form() {
    return form;
  }

  /** Whether the handshake is complete and the session has not been ended. */
  boolean isOpen() {
    return live;
  }

  /** The position is known: completes the handshake. False: the peer has gone meanwhile. */
  boolean open() {
    socket = opening.open(this);
    live = socket != null;
    if (live) {
      counts.sessions().add(1);
      sinceMillis = System.currentTimeMillis();
      number = audience.hub().enter(this);
    }
    return live;
  }

  void refuse(Refusal refusal) {
    opening.refuse(refusal);
  }

  /** What it has not sent; 0 once it is ended. */
  long unsentBytes() {
    return live && socket != null ? socket.unsentBytes() : 0;
  }

  /** What an operator sees of it. */
  SessionStatus status() {
    return SessionStatus.of(
        audience.hub().index() + "-" + number,
        opening.opener(),
        subscription,
        new SessionStatus.Sent(sentRecords, sentBytes),
        unsentBytes(),
        Instant.ofEpochMilli(sinceMillis));
  }

  /** Whether a batch may be written; a reader too far behind is closed instead. */
  boolean isReady(long unsentLimitBytes) {
    if (!live || socket == null) {
      return false;
    }
    long unsent = socket.unsentBytes();
    if (unsent > unsentLimitBytes) {
      end(
          new Refusal(
              ErrorCode.SLOW, "slow: " + unsent + " bytes unsent, limit " + unsentLimitBytes));
      return false;
    }
    return true;
  }

  /** Whether a record of the current batch has matched already. */
  boolean isTouched() {
    return runFrom != UNTOUCHED;
  }

  /** Writes a whole batch, in which at least one record has a frame, and flushes it. */
  void deliver(Frames frames) {
    write(frames, 0, frames.records(), frames.count());
    flush();
  }

  /**
   * A record of the current batch that has a frame matches; records come in order, the same one
   * perhaps twice.
   *
   * @return whether it was the session's first in this batch
   */
  boolean onMatch(int index, Frames frames) {
    if (runFrom == UNTOUCHED) {
      runFrom = index;
      runTo = index + 1;
      return true;
    }
    if (index == runTo) {
      runTo++;
    } else if (index > runTo) {
      write(frames, runFrom, runTo, runTo - runFrom);
      runFrom = index;
      runTo = index + 1;
    }
    return false;
  }

  /** The batch is at its end: writes the last run and flushes. */
  void onBatchEnd(Frames frames) {
    write(frames, runFrom, runTo, runTo - runFrom);
    runFrom = UNTOUCHED;
    flush();
  }

  private void write(Frames frames, int from, int to, int count) {
    if (live && socket != null) {
      int begin = frames.begin(from);
      int end = frames.end(to - 1);
      socket.write(frames.buffer(), begin, end);
      counts.deliveries().add(count);
      counts.bytes().add(end - begin);
      sentRecords += count;
      sentBytes += end - begin;
    }
  }

  private void flush() {
    if (live && socket != null) {
      socket.flush();
    }
  }

  /** Closes the session with a reason; it is written to no more. */
  void end(Refusal refusal) {
    if (live && socket != null) {
      live = false;
      socket.close(refusal);
    }
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    audience.onUnwantedMessage();
    if (!told) {
      told = true;
      tell(NOT_WRITABLE);
    }
  }

  private void tell(Refusal refusal) {
    if (live && socket != null) {
      Socket to = socket;
      ControlFrame.error(audience.hub().memory(), form, refusal)
          .ifPresent(frame -> writeAlone(to, frame));
    }
  }

  private static void writeAlone(Socket to, FrameBuffer frame) {
    try {
      to.write(frame, 0, frame.bytes().capacity());
      to.flush();
    } finally {
      frame.release();
    }
  }

  @Override
  public void onClosed() {
    live = false;
    counts.sessions().add(-1);
    audience.hub().leave(number);
    audience.remove(this);
  }
}
