package io.weir.netty;

import io.weir.engine.socket.Wire;
import java.util.ArrayList;
import java.util.List;

/** Requests as text. */
final class Requests {
  /** The example of RFC 6455 section 1.3. */
  static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

  static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private Requests() {}

  /** A handshake that is right, and more headers. */
  static String upgrade(String target, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add("GET " + target + " HTTP/1.1");
    lines.add("Host: weir.example");
    lines.add("Upgrade: websocket");
    lines.add("Connection: Upgrade");
    lines.add("Sec-WebSocket-Version: 13");
    lines.add(KEY);
    lines.addAll(List.of(headers));
    return lines(lines);
  }

  /** A plain request. */
  static String plain(String method, String target, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + target + " HTTP/1.1");
    lines.add("Host: weir.example");
    lines.addAll(List.of(headers));
    return lines(lines);
  }

  /** A plain request for events or lines, of a client on this machine. */
  static String streaming(Wire wire, String target, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add("GET " + target + " HTTP/1.1");
    lines.add("Host: localhost");
    lines.add("Accept: " + type(wire));
    lines.addAll(List.of(headers));
    return lines(lines);
  }

  /** What such a request accepts. */
  static String type(Wire wire) {
    return wire == Wire.EVENTS ? "text/event-stream" : "application/x-ndjson";
  }

  /** A right handshake in which one line is another; an empty one is left out. */
  static String upgradeWith(String startOfLine, String replacement) {
    List<String> lines = new ArrayList<>();
    for (String line : upgrade("/echo").strip().lines().toList()) {
      String kept = line.startsWith(startOfLine) ? replacement : line;
      if (!kept.isEmpty()) {
        lines.add(kept);
      }
    }
    return lines(lines);
  }

  private static String lines(List<String> lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }
}
