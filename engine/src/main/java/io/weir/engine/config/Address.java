package io.weir.engine.config;

import io.weir.engine.config.schema.Parsed;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something listens or can be reached. Nothing is resolved.
 *
 * @param host a name or an address, IPv6 without brackets, in lower case
 * @param port 0 to 65535; 0 is any free one
 */
public record Address(String host, int port) {
  static final String FORM = "HOST:PORT, such as 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080";
  private static final Pattern SPLIT =
      Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^:\\[\\]]+)):(\\d{1,5})");
  private static final Pattern NAME =
      Pattern.compile("(?!-)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  /** Understands {@link #FORM}. */
  static Parsed<Address> parse(String text) {
    Matcher matcher = SPLIT.matcher(text);
    if (!matcher.matches()) {
      return Parsed.unfit("is not an address: " + FORM);
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port > 65_535) {
      return Parsed.unfit("has a port above 65535");
    }
    String host = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
    return isHost(host, matcher.group(1) != null)
        ? Parsed.fits(new Address(host.toLowerCase(Locale.ROOT), port))
        : Parsed.unfit("has no valid host: " + FORM);
  }

  private static boolean isHost(String host, boolean bracketed) {
    if (bracketed) {
      return host.contains(":") && literal(host).isPresent();
    }
    return NUMBERS.matcher(host).matches()
        ? literal(host).isPresent()
        : host.length() <= 253 && NAME.matcher(host).matches();
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether only this machine can reach it. A name other than {@code localhost} counts as not. */
  public boolean isLoopback() {
    return host.equals("localhost")
        || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** Whether both cannot be listened on at the same time. */
  boolean clashes(Address other) {
    boolean samePort = port == other.port && port != 0;
    return samePort && (host.equals(other.host) || isWildcard() || other.isWildcard());
  }

  private boolean isWildcard() {
    return literal(host).filter(InetAddress::isAnyLocalAddress).isPresent();
  }

  /** As it is written in settings and URLs. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
