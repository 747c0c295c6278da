package io.weir.dialects.weir;

import io.weir.engine.error.Refusal;
import io.weir.engine.link.Session;
import io.weir.engine.link.SessionStatus;
import io.weir.engine.link.SharedSocket;
import io.weir.engine.link.in.Sender;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a conversation publishes, as operators see it: one session, whatever streams it is for; its
 * subscriptions are others. Thread: the socket's loop.
 */
final class Publishing implements Session {
  private final SharedSocket socket;
  private final String listener;
  private final Sender sender;
  private final Instant since = Instant.now();
  private final Set<String> streams = new TreeSet<>();
  private long messages;
  private long bytes;

  Publishing(SharedSocket socket, String listener, Sender sender) {
    this.socket = socket;
    this.listener = listener;
    this.sender = sender;
  }

  Sender sender() {
    return sender;
  }

  void count(Command.Publish message) {
    streams.add(message.inlet().stream().name());
    byte[] value = message.value();
    messages++;
    bytes += value == null ? 0 : value.length;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public long unsentBytes() {
    return socket.unsentBytes();
  }

  @Override
  public SessionStatus status(String id) {
    return SessionStatus.of(
        id,
        socket.opener(),
        listener,
        String.join(",", streams),
        new SessionStatus.Received(messages, bytes, sender.unacknowledgedBytes()),
        unsentBytes(),
        since);
  }

  /** With its subscriptions. */
  @Override
  public void end(Refusal refusal) {
    socket.close(refusal);
  }
}
