package io.weir.dialects.weir;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.listener.Handshake;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What native clients may ask to be spoken (RFC 6455 section 1.9): {@code weir.v1}, {@code
 * weir.plain}, which changes nothing, and {@code cloudevents.json} by the WebSockets binding of
 * CloudEvents 1.0.2.
 */
final class Subprotocols {
  private static final String V1 = "weir.v1";
  private static final String PLAIN = "weir.plain";
  private static final String CLOUDEVENTS_JSON = "cloudevents.json";
  private static final String CLOUDEVENTS = "cloudevents.";

  private Subprotocols() {}

  /** The one that is spoken; never the entry that carries a token. */
  static Optional<String> chosen(Handshake handshake) {
    List<String> offered = handshake.subprotocols();
    return Stream.of(V1, CLOUDEVENTS_JSON, PLAIN).filter(offered::contains).findFirst();
  }

  /** Whether the client knows Weir, and so its close codes. */
  static boolean isOurs(Handshake handshake) {
    return handshake.upgrade()
        && chosen(handshake).filter(name -> name.equals(V1) || name.equals(PLAIN)).isPresent();
  }

  /** Whether the client subscribes by messages. */
  static boolean isConversation(Handshake handshake) {
    return handshake.upgrade() && chosen(handshake).filter(V1::equals).isPresent();
  }

  /** The frames that the one that is spoken knows; empty: it leaves them to the URL. */
  static Optional<FrameKind> frame(Handshake handshake) {
    Optional<String> chosen = chosen(handshake);
    if (chosen.isEmpty()) {
      refuseOtherFormats(handshake.subprotocols());
    }
    return chosen.flatMap(
        name ->
            switch (name) {
              case V1 -> Optional.of(FrameKind.RECORD);
              case CLOUDEVENTS_JSON -> Optional.of(FrameKind.CLOUDEVENTS);
              default -> Optional.empty();
            });
  }

  /** Such a client could not read what it would get (section 1.4 of the binding). */
  private static void refuseOtherFormats(List<String> offered) {
    for (String name : offered) {
      if (name.startsWith(CLOUDEVENTS)) {
        throw Wrong.refused(
            "subprotocol %s is not spoken here: offer cloudevents.json"
                .formatted(Wrong.shown(name)));
      }
    }
  }
}
