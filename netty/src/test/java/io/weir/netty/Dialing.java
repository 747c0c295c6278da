package io.weir.netty;

import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.RosterSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A dialer with loops of its own. Thread: the test's. */
final class Dialing implements AutoCloseable {
  static final int MAX_MESSAGE_BYTES = 1 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final NettyLoops loops;
  private final NettyDialer dialer;

  Dialing(Transport transport) {
    this(transport, RosterSettings.DEFAULT);
  }

  Dialing(Transport transport, RosterSettings roster) {
    CloseTimeouts timeouts = new CloseTimeouts(PATIENCE, Duration.ofSeconds(2), PATIENCE);
    loops = new NettyLoops(1, roster, new Metrics(), transport, timeouts);
    loops.start();
    dialer = new NettyDialer(loops);
  }

  /** With nothing set. */
  static Remote remote(URI uri) {
    return new Remote(
        uri,
        List.of(),
        List.of(),
        Remote.Tls.DEFAULT,
        Optional.empty(),
        PATIENCE,
        MAX_MESSAGE_BYTES);
  }

  static Remote patient(URI uri, Duration patience) {
    return new Remote(
        uri,
        List.of(),
        List.of(),
        Remote.Tls.DEFAULT,
        Optional.empty(),
        patience,
        MAX_MESSAGE_BYTES);
  }

  static Remote with(URI uri, List<Map.Entry<String, String>> headers, String... subprotocols) {
    return new Remote(
        uri,
        headers,
        List.of(subprotocols),
        Remote.Tls.DEFAULT,
        Optional.empty(),
        PATIENCE,
        MAX_MESSAGE_BYTES);
  }

  static Remote secure(URI uri, Remote.Tls tls) {
    return new Remote(
        uri, List.of(), List.of(), tls, Optional.empty(), PATIENCE, MAX_MESSAGE_BYTES);
  }

  static Remote through(String proxy, URI uri) {
    return new Remote(
        uri,
        List.of(),
        List.of(),
        Remote.Tls.DEFAULT,
        Optional.of(new Remote.Proxy(URI.create(proxy))),
        PATIENCE,
        MAX_MESSAGE_BYTES);
  }

  /** Runs a task on the loop of all its connections, later. */
  void after(Duration delay, Runnable task) {
    loops.all().getFirst().after(delay, task);
  }

  NettyDialer dialer() {
    return dialer;
  }

  /** Begins; the future is how it fails. */
  CompletableFuture<DialFailure> dial(Remote remote, Acceptor acceptor) {
    CompletableFuture<DialFailure> failure = new CompletableFuture<>();
    dialer.dial(remote, acceptor, failure::complete);
    return failure;
  }

  /** Begins what is not to succeed. */
  CompletableFuture<DialFailure> fail(Remote remote) {
    CompletableFuture<DialFailure> failure = new CompletableFuture<>();
    dialer.dial(
        remote,
        (loop, opening) -> failure.completeExceptionally(new AssertionError("it succeeded")),
        failure::complete);
    return failure;
  }

  static DialFailure await(CompletableFuture<DialFailure> failure) {
    try {
      return failure.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("did not fail as it should", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    loops.stop(Duration.ofSeconds(5));
  }
}
