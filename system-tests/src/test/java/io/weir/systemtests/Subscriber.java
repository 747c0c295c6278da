package io.weir.systemtests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client on the JDK's WebSocket, which keeps all that it hears. */
public final class Subscriber implements WebSocket.Listener {
  private static final int PATIENCE_SECONDS = 30;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Close> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();

  /** How the server ended it; 1006: without a close frame. */
  public record Close(int code, String reason) {}

  private Subscriber() {}

  /** Connects; returns once the handshake is done. */
  public static Subscriber open(String address, String target) throws Exception {
    return open(URI.create("ws://" + address + target));
  }

  /** As {@link #open(String, String)}. */
  public static Subscriber open(URI uri) throws Exception {
    return open(CLIENT.newWebSocketBuilder(), uri);
  }

  /** As {@link #open(String, String)}, with a header. */
  public static Subscriber open(URI uri, String header, String value) throws Exception {
    return open(CLIENT.newWebSocketBuilder().header(header, value), uri);
  }

  private static Subscriber open(WebSocket.Builder builder, URI uri) throws Exception {
    Subscriber subscriber = new Subscriber();
    builder.buildAsync(uri, subscriber).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return subscriber;
  }

  /** The next message. */
  public String next() throws InterruptedException {
    String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("nothing arrived; " + closed);
    }
    return text;
  }

  /** The next messages, in order. */
  public List<String> next(int count) throws InterruptedException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(next());
    }
    return all;
  }

  /** What has arrived and was not asked for yet. */
  public List<String> rest() {
    return List.copyOf(texts);
  }

  /** Waits for the end. */
  public Close close() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      texts.add(part.toString());
      part.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed.complete(new Close(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closed.complete(new Close(1006, error.toString()));
  }
}
