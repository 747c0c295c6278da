package io.weir.engine.listener;

import io.weir.engine.access.Credentials;
import io.weir.engine.error.Refusal;
import java.util.List;

/** The language of a listener: which paths, parameters, credentials and frames its clients use. */
public interface Dialect {

  /** The name in settings and metrics. */
  String name();

  /**
   * Whether a request target means something although it cannot be decoded. If so, each part of it
   * that cannot (the path, a parameter's name or value) is in the handshake as it was sent. If not,
   * such a handshake is refused before anybody is asked.
   */
  default boolean takesTargetsAsSent() {
    return false;
  }

  /**
   * Everything in the handshake that is meant as a credential, in any place that the dialect knows.
   * Malformed ones are listed as {@link Credentials.Malformed}.
   */
  List<Credentials> credentials(Handshake handshake);

  /** What a handshake from a principal that may enter becomes. Any loop; does not block. */
  Answer answer(Handshake handshake);

  /** A refusal in the form that this dialect's clients understand. */
  Answer refuse(Handshake handshake, Refusal refusal);
}
