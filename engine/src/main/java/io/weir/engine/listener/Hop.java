package io.weir.engine.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one proxy tells of the one that connected to it, as it was sent; "" is what it does not
 * tell.
 *
 * @param client its address, perhaps with a port
 * @param scheme and host that it asked for
 */
record Hop(String client, String scheme, String host) {

  /** One {@code name=value} of RFC 7239 section 4, and whether another element begins behind it. */
  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*([\\w!#$%&'*+.^`|~-]+)=(?:\"((?:[^\"\\\\]|\\\\.){0,512}+)\"|([^\\s\",;]*))\\s*([,;]|$)");

  /**
   * The last ones of {@code Forwarded}, in order. What cannot be read ends with a hop that tells
   * nothing.
   */
  static List<Hop> forwarded(Handshake handshake) {
    List<Hop> hops = new ArrayList<>();
    String header = joined(handshake, "forwarded");
    Matcher pair = PAIR.matcher(header);
    Hop hop = new Hop("", "", "");
    int at = 0;
    for (; at < header.length() && pair.region(at, header.length()).lookingAt(); at = pair.end()) {
      String value =
          pair.group(2) == null ? pair.group(3) : pair.group(2).replaceAll("\\\\(.)", "$1");
      hop = hop.with(pair.group(1).toLowerCase(Locale.ROOT), value);
      if (!pair.group(4).equals(";")) {
        hops.add(hop);
        hop = new Hop("", "", "");
      }
    }
    if (at < header.length()) {
      hops.add(hop);
    }
    return last(hops);
  }

  private Hop with(String name, String value) {
    return switch (name) {
      case "for" -> new Hop(value, scheme, host);
      case "proto" -> new Hop(client, value, host);
      case "host" -> new Hop(client, scheme, value);
      default -> this;
    };
  }

  /**
   * The last ones of {@code X-Forwarded-For}, in order. How many entries the other headers have is
   * not agreed upon: proxies replace them or add theirs behind, so the first is the client's.
   */
  static List<Hop> legacy(Handshake handshake) {
    String scheme = first(handshake, "x-forwarded-proto");
    String host = first(handshake, "x-forwarded-host");
    String clients = joined(handshake, "x-forwarded-for");
    if (clients.isEmpty()) {
      return scheme.isEmpty() && host.isEmpty() ? List.of() : List.of(new Hop("", scheme, host));
    }
    return last(
        List.of(clients.split(",", -1)).stream()
            .map(client -> new Hop(client.strip(), scheme, host))
            .toList());
  }

  private static String first(Handshake handshake, String name) {
    return joined(handshake, name).split(",", 2)[0].strip();
  }

  /** RFC 9110 section 5.3: several headers of a name are one list. */
  private static String joined(Handshake handshake, String name) {
    return String.join(",", handshake.headers().getOrDefault(name, List.of()));
  }

  private static List<Hop> last(List<Hop> hops) {
    return hops.subList(Math.max(0, hops.size() - Proxies.MAX_HOPS), hops.size());
  }
}
