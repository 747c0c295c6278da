package io.weir.dialects.weir;

import io.weir.engine.access.Credentials;
import io.weir.engine.listener.BasicCredentials;
import io.weir.engine.listener.Handshake;
import java.util.ArrayList;
import java.util.List;

/** Where native clients put their credentials. A browser can set none but the last two. */
final class WeirCredentials {
  static final String USERNAME = BasicCredentials.USERNAME;
  static final String API_KEY = BasicCredentials.API_KEY;
  static final String TOKEN = "token";

  private static final String BEARER_ENTRY = "bearer.";

  private WeirCredentials() {}

  static List<Credentials> of(Handshake handshake) {
    List<Credentials> found = new ArrayList<>(BasicCredentials.authorization(handshake));
    handshake
        .query()
        .getOrDefault(TOKEN, List.of())
        .forEach(token -> found.add(new Credentials.Bearer(token)));
    found.addAll(BasicCredentials.query(handshake));
    handshake.subprotocols().stream()
        .filter(entry -> entry.startsWith(BEARER_ENTRY))
        .map(entry -> new Credentials.Bearer(entry.substring(BEARER_ENTRY.length())))
        .forEach(found::add);
    return found;
  }
}
