package io.weir.cli.connection;

import io.weir.cli.CommandException;
import io.weir.engine.error.ErrorKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where to connect to.
 *
 * @param uri ws or wss, without user, with the whole query
 * @param isNative whether a Weir stream is there: it was given by name, or by a path {@code
 *     /streams/…}
 * @param user {@code USER:PASSWORD} if the URL had it
 */
public record Target(URI uri, boolean isNative, Optional<String> user) {
  private static final String STREAMS = "/streams/";

  /**
   * Of what a user writes.
   *
   * @param stream a stream's name, a path on the server, or a URL (ws, wss, http, https)
   * @param server the URL, or only the address, of the server for names and paths
   * @throws CommandException if either is not what it should be
   */
  public static Target of(String stream, String server) {
    String url = stream;
    if (!stream.contains("://")) {
      String base = server.contains("://") ? server : "ws://" + server;
      base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
      url = base + (stream.startsWith("/") ? stream : STREAMS + encode(stream));
    }
    return of(parse(url));
  }

  private static Target of(URI given) {
    String scheme = webSocketScheme(given);
    String path = given.getRawPath().isEmpty() ? "/" : given.getRawPath();
    String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
    String port = given.getPort() == -1 ? "" : ":" + given.getPort();
    URI uri = URI.create(scheme + "://" + given.getHost() + port + path + query);
    return new Target(uri, path.contains(STREAMS), Optional.ofNullable(given.getUserInfo()));
  }

  private static String webSocketScheme(URI given) {
    return switch (given.getScheme()) {
      case "ws", "http" -> "ws";
      case "wss", "https" -> "wss";
      default -> throw wrong(given + ": the scheme must be ws or wss");
    };
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null) {
        throw wrong(url + ": no host in this URL");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw wrong(url + ": " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  private static CommandException wrong(String message) {
    return new CommandException(ErrorKind.USER, message);
  }

  /** Whether TLS is spoken there. */
  public boolean isSecure() {
    return uri.getScheme().equals("wss");
  }

  /** Adds one parameter for each value, after those that are there. */
  public Target with(String parameter, List<String> values) {
    StringBuilder url = new StringBuilder(uri.toString());
    boolean first = uri.getRawQuery() == null;
    for (String value : values) {
      url.append(first ? '?' : '&').append(parameter).append('=').append(encode(value));
      first = false;
    }
    return new Target(URI.create(url.toString()), isNative, user);
  }

  /** As it would be if these parameters were not there. */
  public Target without(Set<String> parameters) {
    if (uri.getRawQuery() == null) {
      return this;
    }
    String rest =
        parameters().stream()
            .filter(it -> !parameters.contains(it.replaceFirst("=.*", "")))
            .collect(Collectors.joining("&"));
    String url = uri.toString().substring(0, uri.toString().indexOf('?'));
    return new Target(URI.create(rest.isEmpty() ? url : url + "?" + rest), isNative, user);
  }

  /** Adds the parameter if it is not there. */
  public Target orWith(String parameter, String value) {
    return has(parameter) ? this : with(parameter, List.of(value));
  }

  /** Whether the query has the parameter with exactly this value. */
  public boolean has(String parameter, String value) {
    return parameters().contains(parameter + "=" + encode(value));
  }

  /** Whether the query has the parameter. */
  public boolean has(String parameter) {
    return parameters().stream().anyMatch(it -> it.startsWith(parameter + "="));
  }

  private List<String> parameters() {
    String query = uri.getRawQuery();
    return query == null ? List.of() : List.of(query.split("&", -1));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
