package io.weir.dialects.weir;

import io.weir.engine.listener.Handshake;
import java.util.List;
import java.util.Optional;

/** What a person reads who opens a WebSocket address in a browser's address bar or with curl. */
final class Help {
  private Help() {}

  /** Of a path where something is read, or written to, or both. */
  static String path(Handshake handshake, Optional<Route> route, Optional<Inlets.Found> inlet) {
    String read = route.map(of -> stream(handshake, of)).orElse("");
    String written = inlet.map(of -> inlet(handshake, of)).orElse("");
    return read + (read.isEmpty() || written.isEmpty() ? "" : "\n") + written;
  }

  private static String inlet(Handshake handshake, Inlets.Found found) {
    String url = handshake.webSocketUrl(handshake.path());
    return """
        What WebSocket clients send here is written to the stream %stream, a record a message:

          %url
          %url?ack=each                   each is acknowledged when Kafka has it
          %url?ack=every:100              one acknowledgement for 100, or after a second

          websocat '%url'
        """
        .replace("%url", url)
        .replace("%stream", found.inlet().stream().name());
  }

  private static String stream(Handshake handshake, Route route) {
    String url = handshake.webSocketUrl(handshake.path());
    return """
        The stream %stream is here, for WebSocket clients:

          %url
          %url?key=truck-001              one key; repeat it for more
          %url?key=truck-*                keys that begin with truck-
          %url?frame=record               key, headers, timestamp, partition and offset with the value
          %url?frame=cloudevents          CloudEvents 1.0
          %url?from=-15m                  what was produced in the last 15 minutes, then live
          %url?last=100                   the 100 most recent records, then live

          weir stream '%url'
          websocat '%url'
          curl -N -H 'Accept: application/x-ndjson' '%http'
        """
        .replace("%url", url)
        .replace("%stream", route.stream().name())
        .replace("%http", url.replaceFirst("ws", "http"));
  }

  static String listener(Handshake handshake, List<String> paths) {
    StringBuilder text = new StringBuilder("Weir: WebSockets and Kafka.\n\n");
    if (paths.isEmpty()) {
      text.append("No stream is served here.\n");
    }
    for (String path : paths) {
      text.append("  ").append(handshake.webSocketUrl(path)).append('\n');
    }
    return text.append("\nOpen one of them with a WebSocket client.\n").toString();
  }
}
