package io.weir.engine.listener;

import io.weir.engine.access.Credentials;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Where a handshake may carry a user and a password, in every dialect that knows them. */
public final class BasicCredentials {
  /** The parameters of the query for clients that cannot set headers. */
  public static final String USERNAME = "username";

  public static final String API_KEY = "api_key";

  private BasicCredentials() {}

  /** Every {@code Authorization}: Basic or Bearer (RFC 9110 section 11.6.2). */
  public static List<Credentials> authorization(Handshake handshake) {
    return authorization(handshake.headers().getOrDefault("authorization", List.of()));
  }

  /** As {@link #authorization(Handshake)}, from the values of the header. */
  public static List<Credentials> authorization(List<String> values) {
    return values.stream().map(BasicCredentials::authorization).toList();
  }

  /** The pair in the query. */
  public static List<Credentials> query(Handshake handshake) {
    List<String> users = handshake.query().getOrDefault(USERNAME, List.of());
    List<String> keys = handshake.query().getOrDefault(API_KEY, List.of());
    if (users.isEmpty() && keys.isEmpty()) {
      return List.of();
    }
    return users.size() == 1 && keys.size() == 1
        ? List.of(new Credentials.Basic(users.getFirst(), keys.getFirst()))
        : List.of(new Credentials.Malformed("username and api_key belong together, once each"));
  }

  /** RFC 9110 section 11.6.2: the scheme in any case. */
  private static Credentials authorization(String value) {
    int space = value.indexOf(' ');
    String scheme = space < 0 ? value : value.substring(0, space);
    String rest = space < 0 ? "" : value.substring(space + 1).strip();
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "basic" -> basic(rest);
      case "bearer" -> new Credentials.Bearer(rest);
      default -> new Credentials.Malformed("Authorization must be Basic or Bearer");
    };
  }

  /** RFC 7617: up to the first colon is the user; the password may hold more of them. */
  private static Credentials basic(String base64) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      String pair = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      int colon = pair.indexOf(':');
      return colon < 0
          ? new Credentials.Malformed("Basic credentials hold no colon")
          : new Credentials.Basic(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return new Credentials.Malformed("Basic credentials are not Base64 of UTF-8");
    }
  }
}
