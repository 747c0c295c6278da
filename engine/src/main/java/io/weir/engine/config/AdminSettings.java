package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import java.util.List;

/**
 * Where operators look.
 *
 * @param address where health, metrics and the API are served
 */
public record AdminSettings(Address address) {

  static final Key<Address> ADDRESS =
      Key.of(
          "address",
          Scalars.ADDRESS,
          new Address("127.0.0.1", 9081),
          "Where `/healthz`, `/readyz` and `/metrics` are served, and the API if the address is a"
              + " loopback one; port 0 picks a free one.");

  static final Table<AdminSettings> TABLE =
      Table.of(List.of(ADDRESS), values -> new AdminSettings(values.get(ADDRESS))).later("access");

  /** Whether the API is served too: only where nobody but this machine can reach it. */
  public boolean api() {
    return address.isLoopback();
  }
}
