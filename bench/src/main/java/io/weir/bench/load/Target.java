package io.weir.bench.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Where the subscribers connect.
 *
 * @param path path and query; {@code %d} in it stands for the connection's number, also with a
 *     width, as in {@code %05d}
 */
record Target(InetSocketAddress address, String path) {
  /** The fixed key of RFC 6455, section 1.3: the answer is not proof of anything here. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  /**
   * Reads {@code ws://HOST:PORT/PATH}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Target of(String url) {
    int path = url.indexOf('/', "ws://".length());
    if (!url.startsWith("ws://") || path < 0) {
      throw new IllegalArgumentException(url + ": not ws://HOST:PORT/PATH");
    }
    URI uri = URI.create(url.substring(0, path));
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new Target(new InetSocketAddress(uri.getHost(), port), url.substring(path));
  }

  byte[] request(int connection) {
    String line = path.indexOf('%') < 0 ? path : path.formatted(connection);
    return ("GET " + line + " HTTP/1.1\r\nHost: " + authority() + "\r\n" + upgrade())
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
        "",
        "");
  }
}
