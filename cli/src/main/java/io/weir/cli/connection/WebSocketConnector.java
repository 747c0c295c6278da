package io.weir.cli.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Connects with the WebSocket of the JDK.
 *
 * <p>Thread: the caller of {@link #connect}; {@link #close} is for any other.
 */
public final class WebSocketConnector implements Connector, AutoCloseable {

  /**
   * How long it waits for what.
   *
   * @param connect the longest time until the handshake is done
   * @param ping how often to ask a silent server for a sign of life
   * @param silence a server from which nothing came for so long is lost
   * @param goodbye the longest time to wait for the answer to our close frame
   */
  public record Timing(Duration connect, Duration ping, Duration silence, Duration goodbye) {
    public static final Timing DEFAULT =
        new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMillis(500));
  }

  private final Supplier<URI> place;
  private final List<Header> headers;
  private final Optional<String> subprotocol;
  private final Timing timing;
  private final HttpClient client;
  private final AtomicReference<@Nullable Session> current = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Connects to nothing yet.
   *
   * @param place asked for each connection
   * @param subprotocol offered in each handshake
   */
  public WebSocketConnector(
      Supplier<URI> place,
      List<Header> headers,
      Optional<String> subprotocol,
      SSLContext tls,
      Timing timing) {
    this.place = place;
    this.headers = headers;
    this.subprotocol = subprotocol;
    this.timing = timing;
    // The JDK loses an end of the connection that arrives before the message ahead of it was
    // handed on. On the thread that reads, handing on comes first; the pings find what is left.
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(timing.connect())
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Ending connect(Receiver receiver) throws InterruptedException {
    if (closed) {
      return new Ending.Finished();
    }
    URI uri = place.get();
    Session session = new Session(receiver);
    current.set(session);
    CompletableFuture<WebSocket> handshake = new CompletableFuture<>();
    try {
      handshake = handshake(uri, session);
      WebSocket socket = handshake.get(timing.connect().toMillis(), TimeUnit.MILLISECONDS);
      return untilEnd(session, socket);
    } catch (ExecutionException e) {
      return closed ? new Ending.Finished() : HandshakeFailure.of(uri, e);
    } catch (TimeoutException e) {
      handshake.cancel(true);
      return new Ending.Lost(
          "cannot connect to " + HandshakeFailure.address(uri) + ": no answer in time");
    } catch (IllegalArgumentException e) {
      return new Ending.Impossible(uri + ": " + e.getMessage());
    } finally {
      current.set(null);
    }
  }

  private CompletableFuture<WebSocket> handshake(URI uri, Session session) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    headers.forEach(header -> builder.header(header.name(), header.value()));
    subprotocol.ifPresent(name -> builder.subprotocols(name));
    return builder.buildAsync(uri, session);
  }

  /** Waits, and pings meanwhile: a network that is gone says nothing. */
  private Ending untilEnd(Session session, WebSocket socket)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return session.ending().get(timing.ping().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (session.silence().compareTo(timing.silence()) >= 0) {
          socket.abort();
          return new Ending.Lost("nothing heard for " + timing.silence().toSeconds() + " s");
        }
        var _ = socket.sendPing(ByteBuffer.allocate(0)).whenComplete(session::onPingSent);
      }
    }
  }

  /** Says goodbye to the server. Bounded by {@link Timing#goodbye}. */
  @Override
  public void close() {
    closed = true;
    Session session = current.get();
    if (session != null) {
      session.close(timing.goodbye());
    }
    client.shutdownNow();
  }
}
