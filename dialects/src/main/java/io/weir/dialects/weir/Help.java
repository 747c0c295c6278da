package io.weir.dialects.weir;

import io.weir.engine.listener.Handshake;
import java.util.List;

/** What a person reads who opens a WebSocket address in a browser's address bar or with curl. */
final class Help {
  private Help() {}

  static String stream(Handshake handshake, Route route) {
    String url = handshake.webSocketUrl(handshake.path());
    return """
        The stream %s is here, for WebSocket clients:

          %s
          %s?key=truck-001              one key; repeat it for more
          %s?key=truck-*                keys that begin with truck-
          %s?frame=record               key, headers, timestamp, partition and offset with the value

          weir stream '%s'
          websocat '%s'
          curl -N -H 'Accept: application/x-ndjson' '%s'
        """
        .formatted(
            route.stream().name(), url, url, url, url, url, url, url.replaceFirst("ws", "http"));
  }

  static String listener(Handshake handshake, List<String> paths) {
    StringBuilder text = new StringBuilder("Weir: WebSockets out of Kafka.\n\n");
    if (paths.isEmpty()) {
      text.append("No stream is served here.\n");
    }
    for (String path : paths) {
      text.append("  ").append(handshake.webSocketUrl(path)).append('\n');
    }
    return text.append("\nOpen one of them with a WebSocket client.\n").toString();
  }
}
