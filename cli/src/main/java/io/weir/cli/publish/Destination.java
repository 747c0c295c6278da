package io.weir.cli.publish;

import io.weir.cli.CommandException;
import io.weir.cli.connection.Target;
import io.weir.engine.error.ErrorKind;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where records go, and how they are taken there.
 *
 * @param uri where to connect to
 */
record Destination(URI uri, Wire wire) {
  private static final String STREAMS = "/streams";

  /**
   * A Weir's stream is published to at {@code /streams}, where the messages name it: a socket at
   * its own path would be sent its records, too.
   *
   * @param key of every record
   * @throws CommandException if nothing can take the key
   */
  static Destination of(Target target, Optional<String> key) {
    if (target.isNative()) {
      String url = target.uri().toString();
      int end = url.indexOf(STREAMS + "/") + STREAMS.length();
      String name = target.uri().getRawPath();
      name = name.substring(name.indexOf(STREAMS + "/") + STREAMS.length() + 1);
      String query = target.uri().getRawQuery() == null ? "" : "?" + target.uri().getRawQuery();
      return new Destination(
          URI.create(url.substring(0, end) + query), new WeirWire(decoded(name), key));
    }
    if (key.isPresent()) {
      throw wrong(
          "--key "
              + key.get()
              + ": only a stream that is given by its name takes a key; at "
              + target.uri()
              + " its rules give it");
    }
    if (target.has("ack") && !target.has("ack", "each") && !target.has("ack", "none")) {
      throw wrong(target.uri() + ": records are told apart with ack=each only");
    }
    return new Destination(target.uri(), new PlainWire(target.has("ack", "each")));
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static CommandException wrong(String message) {
    return new CommandException(ErrorKind.USER, message);
  }
}
