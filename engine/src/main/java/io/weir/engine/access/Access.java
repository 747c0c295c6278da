package io.weir.engine.access;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** Who may enter. Any thread. */
public sealed interface Access {

  /** Why a client with these credentials may not enter; empty: it may. */
  Optional<Refusal> check(List<Credentials> credentials);

  /** Who it is that {@link #check} lets in. */
  Principal principal();

  /** Everybody may enter; credentials are not looked at. */
  record Open() implements Access {
    @Override
    public Optional<Refusal> check(List<Credentials> credentials) {
      return Optional.empty();
    }

    @Override
    public Principal principal() {
      return Principal.ANONYMOUS;
    }
  }

  /** One user and one password, shown in exactly one place. */
  final class Basic implements Access {
    private final Principal principal;
    private final byte[] expected;

    public Basic(String user, String password) {
      this.principal = new Principal(user);
      this.expected = digest(user, password);
    }

    @Override
    public Optional<Refusal> check(List<Credentials> credentials) {
      if (credentials.isEmpty()) {
        return refusal("credentials are required: Basic, or ?username=…&api_key=…");
      }
      if (credentials.size() > 1) {
        return refusal("more than one credential was given: send exactly one");
      }
      return switch (credentials.getFirst()) {
        case Credentials.Basic(String user, String password) ->
            MessageDigest.isEqual(expected, digest(user, password))
                ? Optional.empty()
                : refusal("wrong user or password");
        case Credentials.Bearer token -> refusal("tokens are not accepted here: use Basic");
        case Credentials.Malformed(String problem) -> refusal(problem);
      };
    }

    @Override
    public Principal principal() {
      return principal;
    }

    private static Optional<Refusal> refusal(String message) {
      return Optional.of(new Refusal(ErrorCode.UNAUTHENTICATED, message));
    }

    /** Of equal length whatever was sent, so that comparing tells nothing about lengths. */
    private static byte[] digest(String user, String password) {
      try {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        sha.update((byte) (name.length >>> 8));
        sha.update((byte) name.length);
        sha.update(name);
        return sha.digest(password.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
