package io.weir.engine.socket;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody to connect to.
 *
 * @param uri ws or wss (RFC 6455 section 3); its user info, if any, is sent as Basic credentials
 * @param headers of the handshake, as they are sent; may repeat a name
 * @param subprotocols that are offered, in this order; the peer has to choose one of them if any
 *     are (RFC 6455 section 4.1)
 * @param patience with the whole attempt, from the name to the answer of the handshake
 * @param maxMessageBytes of an incoming message, fragments added up, inflated
 */
public record Remote(
    URI uri,
    List<Map.Entry<String, String>> headers,
    List<String> subprotocols,
    Tls tls,
    Optional<Proxy> proxy,
    Duration patience,
    int maxMessageBytes) {

  /**
   * How to trust a {@code wss} peer, and be trusted by it.
   *
   * @param ca PEM certificates to trust; empty: those of the Java runtime
   * @param certificate PEM chain of ours, with {@code key}
   * @param serverName to ask for and to compare with (SNI); empty: the host of the URI
   * @param insecure whether any certificate of any name will do
   */
  public record Tls(
      Optional<Path> ca,
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<String> serverName,
      boolean insecure) {
    public static final Tls DEFAULT =
        new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** An HTTP proxy that is asked with CONNECT, by the user info of its URI if it has one. */
  public record Proxy(URI uri) {
    @Override
    public String toString() {
      return uri.getHost() + ":" + uri.getPort(); // its user info is a secret
    }
  }

  /** Without secrets: neither the query nor the user info, nor headers. */
  @Override
  public String toString() {
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + (uri.getRawPath() == null ? "" : uri.getRawPath());
  }
}
