package io.weir.testing.socket;

import io.weir.engine.access.Principal;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handshake of a {@link MemoryPeer}, to be answered once. Thread: the peer's loop. */
public final class MemoryOpening implements Opening {
  /** Whose handshakes all of these are. */
  public static final Opener CLIENT = new Opener("memory", Principal.ANONYMOUS);

  private final MemoryPeer peer;
  private boolean answered;
  private @Nullable MemorySocket socket;
  private @Nullable Refusal refusal;

  MemoryOpening(MemoryPeer peer) {
    this.peer = peer;
  }

  @Override
  public Wire wire() {
    return peer.wire();
  }

  @Override
  public @Nullable MemorySocket open(SocketHandler handler) {
    answer();
    if (!peer.gone()) {
      socket = new MemorySocket(peer.loop(), peer, handler);
    }
    return socket;
  }

  @Override
  public Opener opener() {
    return CLIENT;
  }

  @Override
  public void refuse(Refusal why) {
    refusal = why;
    if (peer.masks()) {
      answer();
      return;
    }
    MemorySocket opened = open(new RecordingHandler()); // what was agreed to is closed
    if (opened != null) {
      opened.close(CloseReason.of(why));
    }
  }

  private void answer() {
    if (!peer.loop().inLoop()) {
      throw new IllegalStateException("a handshake was answered outside its loop");
    }
    if (answered) {
      throw new IllegalStateException("a handshake was answered twice");
    }
    answered = true;
  }

  public boolean answered() {
    return answered;
  }

  /** The socket, once the handshake is complete. */
  public Optional<MemorySocket> socket() {
    return Optional.ofNullable(socket);
  }

  /** Why the handshake was refused, if it was. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }
}
