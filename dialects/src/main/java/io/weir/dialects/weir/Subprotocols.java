package io.weir.dialects.weir;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.listener.Handshake;
import java.util.List;
import java.util.Optional;

/**
 * What native clients may ask to be spoken (RFC 6455 section 1.9): {@code weir.plain}, which
 * changes nothing, and {@code cloudevents.json} by the WebSockets binding of CloudEvents 1.0.2.
 */
final class Subprotocols {
  private static final String PLAIN = "weir.plain";
  private static final String CLOUDEVENTS_JSON = "cloudevents.json";
  private static final String CLOUDEVENTS = "cloudevents.";

  private Subprotocols() {}

  /** The one that is spoken; never the entry that carries a token. */
  static Optional<String> chosen(Handshake handshake) {
    List<String> offered = handshake.subprotocols();
    return offered.contains(CLOUDEVENTS_JSON)
        ? Optional.of(CLOUDEVENTS_JSON)
        : offered.stream().filter(PLAIN::equals).findFirst();
  }

  /** The frames that the one that is spoken knows; empty: it leaves them to the URL. */
  static Optional<FrameKind> frame(Handshake handshake) {
    Optional<String> chosen = chosen(handshake);
    if (chosen.isEmpty()) {
      refuseOtherFormats(handshake.subprotocols());
    }
    return chosen.filter(CLOUDEVENTS_JSON::equals).map(name -> FrameKind.CLOUDEVENTS);
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
