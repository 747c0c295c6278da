package io.weir.engine.listener;

import java.net.InetAddress;
import java.util.Locale;

/**
 * Tells requests for a loopback address from those that a web page made by DNS rebinding: such a
 * page reaches 127.0.0.1 under a name of its own, and the browser puts that name into Host.
 */
public final class LoopbackHost {
  private LoopbackHost() {}

  /**
   * Whether a Host header (RFC 9110 section 7.2) names a loopback address, with any port or none:
   * {@code localhost} and what is below it (RFC 6761 section 6.3), 127.0.0.0/8, {@code [::1]}.
   */
  public static boolean isNamedBy(String hostHeader) {
    String name = withoutPort(hostHeader.strip()).toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("[::1]")
        || isLoopbackNumber(name);
  }

  private static boolean isLoopbackNumber(String name) {
    if (!name.startsWith("127.") || !name.chars().allMatch(c -> c == '.' || isDigit(c))) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(name).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port =
        colon > host.lastIndexOf(']')
            && host.substring(colon + 1).chars().allMatch(LoopbackHost::isDigit);
    return port ? host.substring(0, colon) : host;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
