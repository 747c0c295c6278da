package io.weir.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong on the way to a peer, in one line for operators. */
final class DialWords {
  private static final int MAX_CHARACTERS = 200;

  private DialWords() {}

  static String of(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> "interrupted";
      case ConnectTimeoutException e -> "no answer";
      case NoRouteToHostException e -> "there is no way to this host";
      case HttpProxyConnectException e -> proxy(e);
      case ConnectException e when isRefused(e) -> "connection refused: nobody listens there";
      case ClosedChannelException e -> "the connection was closed";
      default -> isOfTls(cause) ? "TLS: " + tls(cause) : line(innermost(cause).getMessage());
    };
  }

  private static boolean isRefused(ConnectException e) {
    return String.valueOf(e.getMessage()).contains("refused");
  }

  /** Its status, if it gave one: the rest of the message is addresses. */
  private static String proxy(HttpProxyConnectException e) {
    String message = String.valueOf(e.getMessage());
    int status = message.indexOf("status: ");
    return status < 0
        ? "the proxy does not connect: " + of(e.getCause())
        : "the proxy answered " + line(message.substring(status + "status: ".length()));
  }

  static boolean isOfTls(Throwable cause) {
    Throwable at = cause;
    while (at != null && !(at instanceof SSLException)) {
      at = at.getCause();
    }
    return at != null;
  }

  /** What a certificate lacks is said innermost. */
  private static String tls(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return "its certificate is not trusted: " + line(innermost(at).getMessage());
      }
    }
    return line(innermost(cause).getMessage());
  }

  private static Throwable innermost(Throwable cause) {
    Throwable at = cause;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  /** The first line that says something, as far as it can be printed. */
  static String line(@Nullable String text) {
    String first =
        text == null
            ? ""
            : text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    StringBuilder printable = new StringBuilder();
    first
        .codePoints()
        .limit(MAX_CHARACTERS)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }
}
