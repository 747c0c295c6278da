package io.weir.engine.dial;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.text.Durations;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Connects to a peer once, as a link would, asks for a pong, and leaves; nothing else is said.
 * Thread: the loop of the connection, but for {@link #probe}.
 */
public final class LinkProbe implements SocketHandler {
  private static final long PING = 1;

  /** Who does not want us, and is not pinged, says so within that. */
  private static final Duration WORD = Duration.ofSeconds(1);

  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /**
   * How it went.
   *
   * @param message one line: what happened and, if it failed, what to do
   * @param code of the failure; meaningless if it is {@code reached}
   */
  public record Outcome(boolean reached, String message, ErrorCode code) {
    private static Outcome failure(ErrorCode code, String what, String advice) {
      return new Outcome(false, what + "; " + advice, code);
    }
  }

  private LinkProbe() {}

  /**
   * Any thread; returns at once.
   *
   * @param pings whether a pong is asked for
   * @param patience with the pong
   */
  public static CompletableFuture<Outcome> probe(
      Remote remote, Dialer dialer, boolean pings, Duration patience) {
    LinkProbe probe = new LinkProbe();
    dialer.dial(
        remote,
        (loop, opening) -> {
          Socket socket = opening.open(probe);
          if (socket == null) {
            probe.onClosed();
            return;
          }
          if (pings) {
            socket.ping(PING);
            socket.flush();
            loop.after(patience, () -> probe.onSilence(patience));
          } else {
            loop.after(WORD, () -> probe.succeed("connected; it is not pinged"));
          }
          probe.outcome.whenComplete((result, failure) -> socket.close(CloseReason.NORMAL));
        },
        failure -> probe.outcome.complete(failed(failure)));
    return probe.outcome;
  }

  private static Outcome failed(DialFailure failure) {
    ErrorCode code = failure.isDenial() ? ErrorCode.BAD_REQUEST : ErrorCode.OVERLOADED;
    return Outcome.failure(code, failure.message(), advice(failure));
  }

  private static String advice(DialFailure failure) {
    return switch (failure.step()) {
      case NAME -> "check the host in `dial`, and this machine's name servers";
      case TCP -> "check host and port in `dial`, whether the peer runs, and firewalls between";
      case PROXY -> "check `proxy`, its user and password, and that it may connect there";
      case TLS ->
          "check `tls`: `ca`, `certificate`, `key` and `server-name`, or whether it is ws://";
      case HANDSHAKE ->
          switch (failure.status()) {
            case 401, 403 -> "check the credentials in `dial` or `headers`";
            case 404 -> "check the path in `dial`";
            default -> "check `dial`, `headers` and `subprotocols`";
          };
    };
  }

  @Override
  public void onPong(long number) {
    if (number == PING) {
      succeed("connected, and it answers pings");
    }
  }

  private void succeed(String message) {
    outcome.complete(new Outcome(true, message, ErrorCode.INTERNAL_ERROR));
  }

  private void onSilence(Duration patience) {
    outcome.complete(
        Outcome.failure(
            ErrorCode.IDLE,
            "connected, but no answer to a ping within " + Durations.print(patience),
            "with such a peer write `ping: {every: 0s}`, and `confirm: written` if it is sent to"));
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {}

  @Override
  public void onCloseFrame(CloseReason reason) {
    Ending ending = Ending.of(reason);
    outcome.complete(
        Outcome.failure(
            ending.denied() ? ErrorCode.BAD_REQUEST : ErrorCode.OVERLOADED,
            "connected, but " + ending.message(),
            "check credentials and path, or whether it is too busy"));
  }

  @Override
  public void onClosed() {
    outcome.complete(
        Outcome.failure(
            ErrorCode.OVERLOADED,
            "connected, but the peer has gone at once",
            "check `dial`: another program may listen there"));
  }
}
