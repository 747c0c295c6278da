package io.weir.engine.link.in;

import io.weir.engine.access.Principal;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.ControlText;
import io.weir.engine.link.Session;
import io.weir.engine.link.SessionStatus;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.stream.Header;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A session that takes in what its peer sends. Thread: its loop. It may share its socket with one
 * that sends.
 */
final class InSession implements Session, SocketHandler, Line {
  private final Publication publication;
  private final FrameMemory memory;
  private final Intake intake;
  private final boolean marked;
  private final boolean alone;
  private final boolean accepted;
  private final Sender sender;
  private final ControlText unsent = new ControlText();

  private @Nullable Socket socket;
  private List<Header> headers = List.of();

  // For operators.
  private Opener opener = new Opener("", Principal.ANONYMOUS);
  private long number;
  private long sinceMillis;
  private long messages;
  private long bytes;

  /**
   * @param marked whether what the peer is told stands among values, so that it needs a mark
   * @param alone whether nobody else uses the socket
   * @param settled told how many messages are done with, instead of the peer, which we have dialed;
   *     null: the peer is told
   */
  InSession(
      Publication publication,
      FrameMemory memory,
      Intake intake,
      boolean marked,
      boolean alone,
      @Nullable LongConsumer settled) {
    this.publication = publication;
    this.memory = memory;
    this.intake = intake;
    this.marked = marked;
    this.alone = alone;
    this.accepted = settled == null;
    Line line = settled == null ? this : new QuietLine(this, settled, this::fail);
    this.sender = new Sender(intake, line, publication.acks(), publication.onFull());
  }

  /** Its socket is open. */
  void onOpened(Socket opened, Opener by) {
    socket = opened;
    opener = by;
    headers = publication.form().headers(by);
    sinceMillis = System.currentTimeMillis();
    if (accepted) {
      number = intake.enter(this);
    }
    if (alone) {
      intake.counts(publication.labels()).sessions().add(1);
    }
    if (sender.isPaused()) {
      opened.pause();
    }
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    byte[] message = new byte[payload.remaining()];
    payload.get(message);
    messages++;
    bytes += message.length;
    switch (publication.form().read(text, message, headers, System.currentTimeMillis())) {
      case RecordForm.Records(var drafts, var id) -> sender.take(publication, drafts, id);
      case RecordForm.Unfit(var refusal, var id) ->
          sender.refuse(publication, refusal, id, message, headers);
    }
  }

  /** What the peer sends cannot be taken for now: it has to come back and send it again. */
  private void fail(Refusal refusal) {
    if (socket != null) {
      socket.close(new Refusal(ErrorCode.OVERLOADED, refusal.message()));
    }
  }

  @Override
  public boolean isOpen() {
    return socket != null && socket.isOpen();
  }

  @Override
  public long unsentBytes() {
    return socket == null ? 0 : socket.unsentBytes();
  }

  @Override
  public SessionStatus status(String id) {
    return SessionStatus.of(
        id,
        opener,
        publication.labels().values().getOrDefault("listener", ""),
        publication.stream().name(),
        new SessionStatus.Received(messages, bytes, sender.unacknowledgedBytes()),
        unsentBytes(),
        Instant.ofEpochMilli(sinceMillis));
  }

  @Override
  public void end(Refusal refusal) {
    if (socket != null) {
      socket.close(refusal);
    }
  }

  @Override
  public void onDrained() {
    sender.onDrained();
  }

  @Override
  public void onClosed() {
    if (socket != null && alone) {
      intake.counts(publication.labels()).sessions().add(-1);
    }
    intake.leave(number);
    socket = null;
    sender.onClosed();
  }

  @Override
  public void tell(String json) {
    if (socket != null) {
      unsent.add(marked, json);
    }
  }

  @Override
  public void flush() {
    if (socket == null || unsent.isEmpty()) {
      return;
    }
    FrameBuffer frames = unsent.take(memory);
    try {
      socket.write(frames, 0, frames.bytes().capacity());
      socket.flush();
    } finally {
      frames.release();
    }
  }

  @Override
  public boolean isFull() {
    return socket != null && socket.isFull();
  }

  @Override
  public void pause() {
    if (socket != null) {
      socket.pause();
    }
  }

  @Override
  public void resume() {
    if (socket != null) {
      socket.resume();
    }
  }
}
