package io.weir.netty;

import io.weir.engine.frame.Framing;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.RecordingHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The server's end of one connection, in the hands of a test. Thread: the test's. */
final class Session extends RecordingHandler implements Acceptor {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final FrameMemory MEMORY = new NettyFrameMemory();

  private volatile Wire wire = Wire.PLAIN;
  private final CompletableFuture<Socket> opened = new CompletableFuture<>();
  private final CompletableFuture<Session> ended = new CompletableFuture<>();

  @Override
  public void accept(Loop loop, Opening opening) {
    wire = opening.wire();
    opened.complete(opening.open(this));
  }

  @Override
  public void onClosed() {
    super.onClosed();
    ended.complete(this);
  }

  /** Does something with the socket on its loop. */
  <T> T on(Function<Socket, T> action) {
    Socket socket = await(opened);
    return await(CompletableFuture.supplyAsync(() -> action.apply(socket), socket.loop()));
  }

  /** Writes a text as one frame and flushes it. */
  void write(String text) {
    on(
        socket -> {
          write(socket, wire, text);
          socket.flush();
          return socket;
        });
  }

  /** Writes a text as one frame of a WebSocket. Thread: the socket's loop. */
  static void write(Socket socket, String text) {
    write(socket, Wire.PLAIN, text);
  }

  private static void write(Socket socket, Wire wire, String text) {
    FrameBuffer frame = Framing.text(MEMORY, wire, text.getBytes(StandardCharsets.UTF_8));
    socket.write(frame, 0, frame.bytes().capacity());
    // The flush may come later than this, so somebody else has to hold it until then.
    socket.loop().execute(frame::release);
  }

  long unsentBytes() {
    return on(Socket::unsentBytes);
  }

  void awaitEnd() {
    await(ended);
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("did not happen", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
