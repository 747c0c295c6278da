package io.weir.engine.listener;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as they are written. Nothing is resolved. */
final class Literal {
  private static final int MAX_LENGTH = 64;
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]+");

  /** RFC 7239 section 6, and the same without quotes in X-Forwarded-For. */
  private static final Pattern NODE =
      Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^:\\[\\]]+))(?::\\d{1,5})?");

  private Literal() {}

  /** Four numbers, or IPv6 without brackets and zone. */
  static Optional<InetAddress> address(String text) {
    boolean plausible = IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
    if (!plausible || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same, perhaps with a port, and IPv6 then in brackets. */
  static Optional<InetAddress> node(String text) {
    Matcher matcher = NODE.matcher(text);
    if (!matcher.matches()) {
      return address(text);
    }
    return address(Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2)));
  }
}
