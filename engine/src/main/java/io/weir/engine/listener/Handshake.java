package io.weir.engine.listener;

import io.weir.engine.socket.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP request with which a connection begins, within the listener's limits.
 *
 * @param path percent-decoded once, or as sent if that cannot be and the dialect {@link
 *     Dialect#takesTargetsAsSent takes it}; begins with a slash; {@code //} and {@code ..} are not
 *     resolved, so they match nothing
 * @param rawTarget the request target as sent (RFC 9112 section 3.2)
 * @param query decoded as the path is, in order; a parameter without {@code =} has the value ""
 * @param headers names in lower case, values in order
 * @param upgrade whether it asks for a WebSocket
 * @param secure whether the client's connection is TLS
 * @param host what the client calls us
 */
public record Handshake(
    String method,
    String path,
    String rawTarget,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    boolean upgrade,
    boolean secure,
    String host,
    Client client) {

  /** The same as somebody in front of us saw it. */
  Handshake from(Client told, boolean securely, String at) {
    return new Handshake(method, path, rawTarget, query, headers, upgrade, securely, at, told);
  }

  /** The first value of a header, by its name in any case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The entries of {@code Sec-WebSocket-Protocol}, in the client's order. */
  public List<String> subprotocols() {
    return headers.getOrDefault("sec-websocket-protocol", List.of()).stream()
        .flatMap(line -> List.of(line.split(",")).stream())
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /**
   * The wire that a plain request asks for; empty: it is a WebSocket's, or rather takes a page. A
   * stream has to be named: whoever takes anything is a person, with a browser or curl.
   */
  public Optional<Wire> wire() {
    List<MediaRange> ranges = MediaRange.all(headers.getOrDefault("accept", List.of()));
    double events = MediaRange.quality(ranges, "text/event-stream");
    double lines = MediaRange.quality(ranges, "application/x-ndjson");
    double best = Math.max(events, lines);
    if (upgrade || best == 0 || best < MediaRange.page(ranges)) {
      return Optional.empty();
    }
    return Optional.of(events == best ? Wire.EVENTS : Wire.LINES);
  }

  /** Whether it brings a body. */
  public boolean isPost() {
    return method.equals("POST") && !upgrade;
  }

  /** Whether a browser asks what a script of another page may do here (Fetch, section 3.2). */
  public boolean isPreflight() {
    return method.equals("OPTIONS")
        && header("origin").isPresent()
        && header("access-control-request-method").isPresent();
  }

  /** The URL of a path on this listener: ws or wss. */
  public String webSocketUrl(String path) {
    return (secure ? "wss://" : "ws://") + host + path;
  }
}
