package io.weir.dialects.weir;

import io.weir.engine.listener.Client;
import io.weir.engine.listener.Handshake;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** Handshakes as the edge hands them over. */
final class Handshakes {
  private Handshakes() {}

  static Handshake upgrade(String path, Map<String, List<String>> query) {
    return upgrade(path, query, Map.of());
  }

  static Handshake upgrade(
      String path, Map<String, List<String>> query, Map<String, List<String>> headers) {
    return handshake(path, query, headers, true);
  }

  static Handshake page(String path) {
    return handshake(path, Map.of(), Map.of(), false);
  }

  /** A request that does not ask for a WebSocket. */
  static Handshake get(
      String path, Map<String, List<String>> query, Map<String, List<String>> headers) {
    return handshake(path, query, headers, false);
  }

  /** A plain request for one media type. */
  static Handshake accepting(String type, String path, Map<String, List<String>> query) {
    return handshake(path, query, Map.of("accept", List.of(type)), false);
  }

  /** A handshake in which only headers matter. */
  static Handshake headers(Map<String, List<String>> headers) {
    return upgrade("/", Map.of(), headers);
  }

  private static Handshake handshake(
      String path,
      Map<String, List<String>> query,
      Map<String, List<String>> headers,
      boolean upgrade) {
    return new Handshake(
        "GET",
        path,
        path,
        query,
        headers,
        upgrade,
        false,
        "weir.example:8080",
        Client.direct(InetAddress.getLoopbackAddress()));
  }
}
