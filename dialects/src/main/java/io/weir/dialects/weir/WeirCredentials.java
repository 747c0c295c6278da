package io.weir.dialects.weir;

import io.weir.engine.access.Credentials;
import io.weir.engine.listener.Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Where native clients put their credentials. A browser can set none but the last two. */
final class WeirCredentials {
  static final String USERNAME = "username";
  static final String API_KEY = "api_key";
  static final String TOKEN = "token";

  private static final String BEARER_ENTRY = "bearer.";

  private WeirCredentials() {}

  static List<Credentials> of(Handshake handshake) {
    List<Credentials> found = new ArrayList<>();
    handshake
        .headers()
        .getOrDefault("authorization", List.of())
        .forEach(value -> found.add(authorization(value)));
    handshake
        .query()
        .getOrDefault(TOKEN, List.of())
        .forEach(token -> found.add(new Credentials.Bearer(token)));
    found.addAll(userAndKey(handshake));
    handshake.subprotocols().stream()
        .filter(entry -> entry.startsWith(BEARER_ENTRY))
        .map(entry -> new Credentials.Bearer(entry.substring(BEARER_ENTRY.length())))
        .forEach(found::add);
    return found;
  }

  private static List<Credentials> userAndKey(Handshake handshake) {
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
