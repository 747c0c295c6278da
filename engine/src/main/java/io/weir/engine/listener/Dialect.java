package io.weir.engine.listener;

import io.weir.engine.access.Credentials;
import io.weir.engine.error.Refusal;
import java.util.List;

/** The language of a listener: which paths, parameters, credentials and frames its clients use. */
public interface Dialect {

  /** The name in settings and metrics. */
  String name();

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
