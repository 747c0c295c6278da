package io.weir.bench.load;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Where the subscribers connect.
 *
 * @param path path and query; {@code %d} in it stands for the connection's number, also with a
 *     width, as in {@code %05d}
 * @param tls empty: plain; its certificate is not checked
 * @param compressed whether to offer permessage-deflate; the times in such frames are not seen
 */
record Target(
    InetSocketAddress address, String path, Optional<SslContext> tls, boolean compressed) {
  /** The fixed key of RFC 6455, section 1.3: the answer is not proof of anything here. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  /**
   * Reads {@code ws://HOST:PORT/PATH}, or {@code wss://}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Target of(String url, boolean compressed) {
    boolean secure = url.startsWith("wss://");
    int path = url.indexOf('/', "wss://".length());
    if ((!secure && !url.startsWith("ws://")) || path < 0) {
      throw new IllegalArgumentException(url + ": not ws://HOST:PORT/PATH");
    }
    URI uri = URI.create(url.substring(0, path));
    int port = uri.getPort() < 0 ? secure ? 443 : 80 : uri.getPort();
    return new Target(
        new InetSocketAddress(uri.getHost(), port),
        url.substring(path),
        secure ? Optional.of(trustingAnybody()) : Optional.empty(),
        compressed);
  }

  private static SslContext trustingAnybody() {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("the JDK speaks no TLS", e);
    }
  }

  byte[] request(int connection) {
    String line = path.indexOf('%') < 0 ? path : path.formatted(connection);
    return ("GET "
            + line
            + " HTTP/1.1\r\nHost: "
            + authority()
            + "\r\n"
            + upgrade()
            + extensions()
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String authority() {
    return address.getHostString() + ":" + address.getPort();
  }

  private static String upgrade() {
    return String.join(
        "\r\n",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + KEY,
        "");
  }

  private String extensions() {
    return compressed ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "";
  }
}
