package io.weir.engine.config;

import io.weir.engine.access.Access;
import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.config.schema.WordOr;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code access}: who may connect to listeners. */
final class AccessKeys {
  static final Key<Secret> USER =
      Key.required(
          "user",
          new Scalar<>("a user name without `:`", AccessKeys::user, Secret::toString, true),
          new Secret(""),
          "The user name; it has no `:` (RFC 7617).");

  static final Key<Secret> PASSWORD =
      Key.required("password", Scalars.SECRET, new Secret(""), "The password.");

  static final Key<Access> BASIC =
      Key.optional(
          "basic",
          Table.of(List.of(USER, PASSWORD), AccessKeys::basic),
          "",
          "One user and one password, sent with `Authorization: Basic`, or as"
              + " `?username=…&api_key=…`.");

  static final WordOr<Optional<Access>> TYPE =
      WordOr.of(
          Map.of("open", Optional.of(new Access.Open())),
          Table.of(List.of(BASIC), AccessKeys::build).later("oidc"),
          "`open`, or `basic: {user: …, password: …}`");

  private AccessKeys() {}

  private static Access basic(Values values) {
    return new Access.Basic(values.get(USER).value(), values.get(PASSWORD).value());
  }

  private static Optional<Access> build(Values values) {
    Optional<Access> access = values.find(BASIC);
    if (access.isEmpty() && values.reading().sound(values.place().path())) {
      values.reading().problem(values.place(), "says nobody may enter: write " + TYPE.form());
    }
    return access;
  }

  private static Parsed<Secret> user(String text) {
    return text.isEmpty() || text.contains(":")
        ? Parsed.unfit("is empty or has a `:` in it")
        : Parsed.fits(new Secret(text));
  }
}
