package io.weir.admin;

import io.weir.engine.access.Access;
import java.util.Optional;

/**
 * Where the admin address listens, and what it serves there.
 *
 * @param host a name or an IP address of this machine, IPv6 without brackets
 * @param port 0: any free port
 * @param apiAccess who may use {@code /api}; empty: nobody, it answers 403 with the reason
 */
public record AdminSettings(String host, int port, Optional<Access> apiAccess) {

  public AdminSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("admin port=" + port + ": 0 to 65535");
    }
  }

  /** As a person writes it: {@code 127.0.0.1:9081}, {@code [::1]:9081}. */
  String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
