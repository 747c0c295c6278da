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

/** A client on the JDK's WebSocket that sends, and hears of what it has sent. */
public final class Publisher implements WebSocket.Listener, AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscriber.Close> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private @Nullable WebSocket socket;

  private Publisher() {}

  /** Connects; returns once the handshake is done. */
  public static Publisher open(String address, String target) throws Exception {
    return open(address, target, CLIENT.newWebSocketBuilder());
  }

  /** The same with a subprotocol. */
  public static Publisher speaking(String subprotocol, String address, String target)
      throws Exception {
    return open(address, target, CLIENT.newWebSocketBuilder().subprotocols(subprotocol));
  }

  private static Publisher open(String address, String target, WebSocket.Builder builder)
      throws Exception {
    Publisher publisher = new Publisher();
    publisher.socket =
        builder
            .buildAsync(URI.create("ws://" + address + target), publisher)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return publisher;
  }

  /** Returns once the system has taken it, which it does not while Weir does not read. */
  public void send(String text) throws Exception {
    socket().sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** As {@link #send}, in fragments of so many characters. */
  public void sendFragments(String text, int characters) throws Exception {
    for (int from = 0; from < text.length(); from += characters) {
      int to = Math.min(text.length(), from + characters);
      socket()
          .sendText(text.substring(from, to), to == text.length())
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not connected");
    }
    return socket;
  }

  /** The next that it is told. */
  public String next() throws InterruptedException {
    String text = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("nothing arrived; " + closed);
    }
    return text;
  }

  /** The next that it is told, in order. */
  public List<String> next(int count) throws InterruptedException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(next());
    }
    return all;
  }

  /** What it was told and was not asked for yet. */
  public List<String> rest() {
    List<String> all = new ArrayList<>();
    told.drainTo(all);
    return all;
  }

  /** Waits for the end. */
  public Subscriber.Close ending() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      told.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(new Subscriber.Close(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(new Subscriber.Close(1006, error.toString()));
  }

  @Override
  public void close() {
    socket().abort();
  }
}
