package io.weir.engine.config;

import io.weir.engine.access.Access;
import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import java.util.List;
import java.util.Optional;

/**
 * Where operators look.
 *
 * @param address where health, metrics and the API are served
 * @param access who may use the API, if that is written
 */
public record AdminSettings(Address address, Optional<Access> access) {

  static final Key<Address> ADDRESS =
      Key.of(
          "address",
          Scalars.ADDRESS,
          new Address("127.0.0.1", 9081),
          "Where `/healthz`, `/readyz` and `/metrics` are served, to anybody, and the API; port 0"
              + " picks a free one.");

  static final Key<Optional<Access>> ACCESS =
      Key.optional(
          "access",
          AccessKeys.TYPE,
          "anybody on a loopback address, else nobody",
          "Who may use the API: as `access`, but with `Authorization: Basic` only.");

  static final Table<AdminSettings> TABLE =
      Table.of(
          List.of(ADDRESS, ACCESS),
          values ->
              new AdminSettings(
                  values.get(ADDRESS), values.find(ACCESS).flatMap(written -> written)));

  /**
   * Who may use the API; empty: nobody, because other machines can reach it and nothing says who.
   */
  public Optional<Access> apiAccess() {
    return access.or(
        () -> address.isLoopback() ? Optional.of(new Access.Open()) : Optional.empty());
  }
}
