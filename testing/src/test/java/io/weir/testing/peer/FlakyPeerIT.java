package io.weir.testing.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that is not ours sees of the flaky peer. */
@Timeout(60)
final class FlakyPeerIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final FlakyPeer peer = FlakyPeer.start(Plan.of("steady"));
  private final Events events = new Events();

  @AfterEach
  void end() {
    peer.close();
    client.shutdownNow();
  }

  private WebSocket connect(String conduct, String target) {
    peer.follow(Plan.of(conduct));
    return client
        .newWebSocketBuilder()
        .connectTimeout(Duration.ofSeconds(10))
        .buildAsync(URI.create(peer.url(target)), events)
        .join();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 400, 401, 403, 404, 429, 500, 503})
  void answersWithAStatus(int status) {
    CompletionException failure =
        catchThrowableOfType(CompletionException.class, () -> connect("status:" + status, "/"));
    assertThat(failure).hasCauseInstanceOf(WebSocketHandshakeException.class);
    HttpResponse<?> answer =
        ((WebSocketHandshakeException) Objects.requireNonNull(failure.getCause())).getResponse();
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().map().containsKey("retry-after"))
        .isEqualTo(status == 429 || status == 503);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 4000, 4999})
  void closesWithACode(int code) throws Exception {
    connect("close:" + code, "/");
    assertThat(events.next()).isEqualTo("close " + code + " flaky");
  }

  @Test
  void closesWithoutACode() throws Exception {
    connect("close", "/");
    assertThat(events.next()).isEqualTo("close 1005 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "cut"})
  void breaksOffWithoutACloseFrame(String ending) throws Exception {
    WebSocket socket = connect(ending + " after:2", "/");
    socket.sendText("one", true).join();
    socket.sendText("two", true).join();
    assertThat(events.next()).matches("close 1006 .*|error .*");
    assertThat(peer.visits().getFirst().received()).containsExactly("one", "two");
  }

  @Test
  void replyConfirmsAndByteByByteIsStillAFrame() throws Exception {
    WebSocket socket = connect("drip slow", "/acks");
    socket.sendText("one", true).join();
    socket.sendText("two", true).join();
    assertThat(events.next()).isEqualTo("{\"ok\":true}");
    assertThat(events.next()).isEqualTo("{\"ok\":true}");
    Visit visit = peer.visits().getFirst();
    assertThat(visit.received()).containsExactly("one", "two");
    assertThat(visit.answered()).isEqualTo(2);
  }

  @Test
  void feedsFromWhereItIsAskedForAndEndsWhenDue() throws Exception {
    peer.feed(5);
    connect("close:1012 after:2", "/feed?after=1");
    assertThat(events.next()).isEqualTo("{\"key\":\"k2\",\"n\":2}");
    assertThat(events.next()).isEqualTo("{\"key\":\"k3\",\"n\":3}");
    assertThat(events.next()).isEqualTo("close 1012 flaky");
  }

  @Test
  void answersPingsUnlessItIsMute() throws Exception {
    WebSocket socket = connect("steady", "/");
    socket.sendText("one", true).join();
    socket.sendPing(ByteBuffer.allocate(8)).join();
    assertThat(events.next()).isEqualTo("pong");
    assertThat(peer.visits().getFirst().answered()).isEqualTo(1);

    WebSocket mute = connect("mute close:1000 after:1", "/");
    mute.sendPing(ByteBuffer.allocate(8)).join();
    mute.sendText("one", true).join();
    assertThat(events.next()).isEqualTo("close 1000 flaky");
  }

  @Test
  void neverReadsWhenDeaf() throws Exception {
    WebSocket socket = connect("deaf", "/");
    socket.sendText("one", true).join();
    socket.sendPing(ByteBuffer.allocate(8)).join();
    assertThat(events.queue.poll(100, TimeUnit.MILLISECONDS)).isNull();
    assertThat(peer.visits().getFirst().received()).isEmpty();
  }

  @Test
  void neverAnswersTheHandshakeWhenItStalls() {
    peer.follow(Plan.of("stall"));
    var opening =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(peer.url("/")), events)
            .orTimeout(200, TimeUnit.MILLISECONDS);
    assertThat(opening).failsWithin(Duration.ofSeconds(5));
    assertThat(peer.visits()).extracting(Visit::isOver).isEqualTo(List.of(false));
  }

  /** What comes to a client. */
  private static final class Events implements WebSocket.Listener {
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();

    String next() throws InterruptedException {
      String next = queue.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      message.append(text); // this client hands over parts of frames, too
      if (last) {
        queue.add(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      queue.add("pong");
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      queue.add("close " + code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      queue.add("error " + error);
    }
  }
}
