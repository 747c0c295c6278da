package io.weir.engine.dial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.FrameParser;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryOpening;
import io.weir.testing.socket.WireFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers a link's attempts as a test wants. Thread: the test's, which steps the loop. */
final class FakePeer implements Dialer {
  final ManualLoop loop;
  final List<Attempt> attempts = new ArrayList<>();

  FakePeer(ManualLoop loop) {
    this.loop = loop;
  }

  @Override
  public void dial(Remote remote, Acceptor acceptor, Consumer<DialFailure> failed) {
    attempts.add(new Attempt(remote, acceptor, failed));
  }

  Attempt last() {
    return attempts.getLast();
  }

  /** One call of the dialer, and the socket that comes of it. */
  final class Attempt implements Opening, Socket {
    final Remote remote;
    private final Acceptor acceptor;
    private final Consumer<DialFailure> failed;
    private @Nullable SocketHandler handler;
    final List<String> texts = new ArrayList<>();
    final List<Long> pings = new ArrayList<>();
    private @Nullable CloseReason closed;
    private @Nullable Refusal refused;
    private long lastAliveNanos;
    private boolean ended;
    long unsent;
    boolean full;
    boolean vanished;

    Attempt(Remote remote, Acceptor acceptor, Consumer<DialFailure> failed) {
      this.remote = remote;
      this.acceptor = acceptor;
      this.failed = failed;
    }

    Attempt agree() {
      lastAliveNanos = loop.nowNanos();
      loop.run(() -> acceptor.accept(loop, this));
      return this;
    }

    void fail(DialFailure failure) {
      loop.run(() -> failed.accept(failure));
    }

    void say(String text) {
      lastAliveNanos = loop.nowNanos();
      loop.run(() -> handler().onMessage(true, ByteBuffer.wrap(text.getBytes(UTF_8))));
    }

    void pong(long number) {
      lastAliveNanos = loop.nowNanos();
      loop.run(() -> handler().onPong(number));
    }

    void close(int code) {
      loop.run(() -> handler().onCloseFrame(new CloseReason(code, "because")));
      vanish();
    }

    /** The connection ends. */
    void vanish() {
      if (!ended) {
        ended = true;
        loop.run(() -> handler().onClosed());
      }
    }

    Optional<CloseReason> closed() {
      return Optional.ofNullable(closed);
    }

    Optional<Refusal> refused() {
      return Optional.ofNullable(refused);
    }

    @Override
    public Wire wire() {
      return Wire.PLAIN;
    }

    @Override
    public @Nullable Socket open(SocketHandler opened) {
      if (vanished) {
        return null;
      }
      handler = opened;
      return this;
    }

    @Override
    public Opener opener() {
      return MemoryOpening.CLIENT;
    }

    @Override
    public void refuse(Refusal refusal) {
      refused = refusal;
    }

    @Override
    public Loop loop() {
      return loop;
    }

    @Override
    public void write(FrameBuffer frames, int from, int to) {
      byte[] bytes = new byte[to - from];
      frames.bytes().get(from, bytes);
      for (WireFrame frame : FrameParser.of(Wire.PLAIN).feed(bytes)) {
        texts.add(frame.text());
      }
    }

    @Override
    public void flush() {}

    @Override
    public long unsentBytes() {
      return unsent;
    }

    @Override
    public boolean isOpen() {
      return closed == null && !ended;
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public void ping() {
      throw new AssertionError("a link's pings are numbered");
    }

    @Override
    public void ping(long number) {
      pings.add(number);
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public long lastAliveNanos() {
      return lastAliveNanos;
    }

    @Override
    public void close(CloseReason reason) {
      closed = reason;
    }

    @Override
    public void cut() {
      loop.execute(this::vanish);
    }

    @Override
    public void closeAhead(CloseReason reason) {
      close(reason);
    }

    @Override
    public SocketHandler handler() {
      if (handler == null) {
        throw new AssertionError("not open");
      }
      return handler;
    }
  }
}
