package io.weir.engine.dial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uses a link's sockets, and keeps what it hears. Thread: the test's. */
final class FakeUser implements DialUser {
  final List<String> messages = new ArrayList<>();
  final List<Long> pongs = new ArrayList<>();
  final List<String> remembered = new ArrayList<>();
  final List<DialProgress> connections = new ArrayList<>();
  private final boolean early;
  @Nullable Refusal refusal;
  @Nullable RuntimeException failure;
  @Nullable Socket socket;
  int opened;
  int closed;

  FakeUser(boolean early) {
    this.early = early;
  }

  @Override
  public Acceptor next(DialProgress progress) {
    connections.add(progress);
    return (loop, opening) -> {
      if (failure != null) {
        throw failure;
      }
      if (refusal != null) {
        opening.refuse(refusal);
        return;
      }
      socket = opening.open(new Session());
      opened += socket == null ? 0 : 1;
    };
  }

  @Override
  public boolean hearsEarly() {
    return early;
  }

  @Override
  public void remember(String last) {
    remembered.add(last);
  }

  @Override
  public LinkCounts counts() {
    return new LinkCounts(messages.size(), 0, java.util.Map.of(), java.util.Optional.empty());
  }

  private final class Session implements SocketHandler {
    @Override
    public void onMessage(boolean text, ByteBuffer payload) {
      messages.add(UTF_8.decode(payload).toString());
    }

    @Override
    public void onPong(long number) {
      pongs.add(number);
    }

    @Override
    public void onCloseFrame(CloseReason reason) {
      messages.add("close " + reason.code());
    }

    @Override
    public void onClosed() {
      closed++;
    }
  }
}
