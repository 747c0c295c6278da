package io.weir.admin;

import java.util.Locale;
import java.util.Set;

/**
 * Tells requests for a loopback address from those that a web page made by DNS rebinding: such a
 * page reaches 127.0.0.1 under a name of its own, and the browser puts that name into Host.
 */
final class HostGuard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private HostGuard() {}

  /**
   * Whether a Host header (RFC 9110 section 7.2) names a loopback address, with any port or none.
   */
  static boolean namesLoopback(String hostHeader) {
    String name = withoutPort(hostHeader.strip());
    return LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']') && isNumber(host.substring(colon + 1));
    return port ? host.substring(0, colon) : host;
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
