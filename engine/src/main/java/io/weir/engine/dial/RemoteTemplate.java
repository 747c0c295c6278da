package io.weir.engine.dial;

import io.weir.engine.socket.Remote;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody to connect to, made anew for each attempt.
 *
 * @param uri complete, and a URI with whatever is filled in
 * @param headers one that cannot be filled in yet is left out
 */
public record RemoteTemplate(
    Template uri,
    List<Map.Entry<String, Template>> headers,
    List<String> subprotocols,
    Remote.Tls tls,
    Optional<Remote.Proxy> proxy,
    Duration patience,
    int maxMessageBytes) {

  public RemoteTemplate {
    headers = List.copyOf(headers);
    subprotocols = List.copyOf(subprotocols);
  }

  /** Whom to connect to now. */
  public Remote fill(Optional<String> last) {
    return new Remote(
        URI.create(uri.fill(last, RemoteTemplate::encoded).orElseThrow()),
        headers.stream()
            .flatMap(
                header ->
                    header.getValue().fill(last, RemoteTemplate::printable).stream()
                        .map(value -> Map.entry(header.getKey(), value)))
            .toList(),
        subprotocols,
        tls,
        proxy,
        patience,
        maxMessageBytes);
  }

  /** What a peer has sent goes back as it was, and cannot end a part of the URL. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What a peer has sent cannot end a header. */
  private static String printable(String value) {
    return value.replaceAll("[^\\x20-\\x7e]", "");
  }
}
