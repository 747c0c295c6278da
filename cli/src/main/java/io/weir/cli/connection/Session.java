package io.weir.cli.connection;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: puts the parts of messages together and hands them on.
 *
 * <p>Thread: the one on which the HTTP client reads, one call at a time; {@link #ending}, {@link
 * #silence} and {@link #close} are for any other.
 */
final class Session implements WebSocket.Listener, Connector.Line {
  /** A message of more bytes or characters ends the connection: it would not fit in the memory. */
  static final int LARGEST_MESSAGE = 64 << 20;

  /** How long the server may take to answer our goodbye, behind what it has not read yet. */
  private static final long PARTING_SECONDS = 10;

  private final Connector.Receiver receiver;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private volatile long heardNanos = System.nanoTime();
  private volatile @Nullable WebSocket socket;
  private volatile boolean closing;
  private volatile boolean delivering;

  Session(Connector.Receiver receiver) {
    this.receiver = receiver;
  }

  /** Completes when the connection is over; never with an exception. */
  CompletableFuture<Ending> ending() {
    return ending;
  }

  /**
   * How long nothing has arrived; zero while a message waits for its reader, as more may behind it.
   */
  Duration silence() {
    return delivering ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - heardNanos);
  }

  void onPingSent(WebSocket webSocket, @Nullable Throwable error) {
    if (error != null && !closing) {
      ending.complete(new Ending.Lost("connection lost"));
    }
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    socket = webSocket;
    receiver.onOpen(this);
    proceed(webSocket);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      deliver(webSocket, new Message.Text(message));
    } else {
      proceedBelow(text.length(), webSocket);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    binary.writeBytes(bytes);
    if (last) {
      byte[] message = binary.toByteArray();
      binary.reset();
      deliver(webSocket, new Message.Binary(message));
    } else {
      proceedBelow(binary.size(), webSocket);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    proceed(webSocket);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
    proceed(webSocket);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    ending.complete(closing ? new Ending.Finished() : closed(code, Printable.line(reason)));
    return null;
  }

  /** The JDK says 1006 for a connection that ended without a close frame, as RFC 6455 has it. */
  private static Ending closed(int code, String reason) {
    return code == 1006 ? new Ending.Lost("connection lost") : new Ending.Closed(code, reason);
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    ending.complete(new Ending.Lost("connection lost: " + HandshakeFailure.describe(error)));
  }

  @Override
  public String subprotocol() {
    return opened().getSubprotocol();
  }

  @Override
  public CompletableFuture<?> send(Message message) {
    return switch (message) {
      case Message.Text(String whole) -> opened().sendText(whole, true);
      case Message.Binary(byte[] bytes) -> opened().sendBinary(ByteBuffer.wrap(bytes), true);
    };
  }

  @Override
  public void finish() {
    closing = true;
    var _ = opened().sendClose(WebSocket.NORMAL_CLOSURE, "");
    var _ = ending.completeOnTimeout(new Ending.Finished(), PARTING_SECONDS, TimeUnit.SECONDS);
  }

  private WebSocket opened() {
    return Objects.requireNonNull(socket, "onOpen comes first");
  }

  private void deliver(WebSocket webSocket, Message message) {
    if (ending.isDone()) {
      return;
    }
    delivering = true;
    boolean wantsMore = receiver.onMessage(message);
    heardNanos = System.nanoTime();
    delivering = false;
    if (wantsMore) {
      proceed(webSocket);
    } else {
      finish(webSocket, new Ending.Finished(), WebSocket.NORMAL_CLOSURE);
    }
  }

  private void proceedBelow(int size, WebSocket webSocket) {
    if (size <= LARGEST_MESSAGE) {
      proceed(webSocket);
    } else {
      String reason = "a message is larger than %d MiB".formatted(LARGEST_MESSAGE >> 20);
      finish(webSocket, new Ending.Impossible(reason), 1009);
    }
  }

  private void proceed(WebSocket webSocket) {
    heardNanos = System.nanoTime();
    webSocket.request(1);
  }

  /** The ending is ours, whatever the server answers. */
  private void finish(WebSocket webSocket, Ending why, int code) {
    var _ = webSocket.sendClose(code, "").whenComplete((done, error) -> ending.complete(why));
  }

  /** Closes the connection, and waits for the server's answer no longer than {@code patience}. */
  void close(Duration patience) {
    WebSocket open = socket;
    if (open == null || open.isOutputClosed()) {
      return;
    }
    closing = true;
    var _ = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
    open.request(Long.MAX_VALUE);
    try {
      var _ = ending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      open.abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      open.abort();
    }
  }
}
