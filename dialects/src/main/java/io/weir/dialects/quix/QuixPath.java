package io.weir.dialects.quix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.link.KeyFilter;
import io.weir.engine.listener.BasicCredentials;
import io.weir.engine.listener.Handshake;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The key that a request target asks for. */
final class QuixPath {
  private static final String ALL = "*";

  private QuixPath() {}

  /**
   * Everything behind the leading slashes, the query too, but for the credentials in it: as it was
   * sent, which is how Quix takes it, and with its path percent-decoded, if it can be. A path that
   * is {@code *} as it was sent is all; nothing else is a pattern.
   */
  static KeyFilter keys(Handshake handshake) {
    String target = handshake.rawTarget();
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : withoutCredentials(target.substring(mark + 1));
    int slashes = leadingSlashes(path);
    String raw = path.substring(slashes) + query;
    if (raw.equals(ALL)) {
      return KeyFilter.ALL;
    }
    KeyFilter.Key asSent = new KeyFilter.Key(raw.getBytes(ISO_8859_1));
    if (handshake.path().equals(path)) {
      return new KeyFilter(List.of(asSent), List.of()); // Nothing to decode, or it cannot be.
    }
    byte[] decoded = handshake.path().substring(Math.max(1, slashes)).getBytes(UTF_8);
    KeyFilter.Key asMeant = new KeyFilter.Key(joined(decoded, query.getBytes(ISO_8859_1)));
    return new KeyFilter(Stream.of(asMeant, asSent).distinct().toList(), List.of());
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Those that are written in the path itself, not those that are escaped there. */
  private static int leadingSlashes(String path) {
    int count = 0;
    while (count < path.length() && path.charAt(count) == '/') {
      count++;
    }
    return count;
  }

  private static String withoutCredentials(String query) {
    List<String> parameters = List.of(query.split("&", -1));
    List<String> rest = parameters.stream().filter(each -> !isCredential(each)).toList();
    return rest.isEmpty() ? "" : rest.stream().collect(Collectors.joining("&", "?", ""));
  }

  private static boolean isCredential(String parameter) {
    return parameter.startsWith(BasicCredentials.USERNAME + "=")
        || parameter.startsWith(BasicCredentials.API_KEY + "=");
  }
}
