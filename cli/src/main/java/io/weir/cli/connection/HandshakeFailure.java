package io.weir.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Why there was no connection, in words. */
final class HandshakeFailure {
  private static final int LONGEST_MESSAGE = 500;

  private HandshakeFailure() {}

  static Ending of(URI uri, ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String reason = "cannot connect to " + address(uri) + ": " + describe(cause);
    return switch (cause) {
      case WebSocketHandshakeException refused when refused.getResponse().statusCode() != 101 ->
          refused(refused.getResponse());
      case WebSocketHandshakeException wrong -> new Ending.Impossible(reason);
      case SSLException wrong -> new Ending.Impossible(reason);
      case IOException lost -> new Ending.Lost(reason);
      default -> new Ending.Impossible(reason);
    };
  }

  /** What happened, where the JDK's exception says too little. */
  static String describe(Throwable cause) {
    return switch (cause) {
      case ConnectException e when hasCause(e, UnresolvedAddressException.class) -> "unknown host";
      case ConnectException e -> "connection refused";
      case HttpTimeoutException e -> "no answer in time";
      case SSLException e -> TlsFailure.describe(e);
      default -> Printable.line(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    };
  }

  private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
    for (Throwable it = error; it != null; it = it.getCause()) {
      if (type.isInstance(it)) {
        return true;
      }
    }
    return false;
  }

  private static Ending refused(HttpResponse<?> response) {
    return new Ending.Refused(response.statusCode(), message(response), retryAfter(response));
  }

  /**
   * Weir's {@code {"error": code, "message": …}}; of another server, where it redirects to or what
   * it says.
   */
  private static String message(HttpResponse<?> response) {
    String body = String.valueOf(response.body()).strip();
    String message =
        Json.parse(body)
            .map(json -> json.path("message"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .or(() -> response.headers().firstValue("Location").map(it -> "see " + it))
            .orElse(body.startsWith("<") ? "" : body);
    return Printable.line(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
  }

  /** In seconds; the other form, a date, does not matter here. */
  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(it -> it.matches("\\d{1,6}"))
        .map(it -> Duration.ofSeconds(Long.parseLong(it)))
        .orElse(Duration.ZERO);
  }

  /** Without the query: it may be long, and hold what is secret. */
  static String address(URI uri) {
    String text = uri.toString();
    int mark = text.indexOf('?');
    return mark < 0 ? text : text.substring(0, mark);
  }
}
