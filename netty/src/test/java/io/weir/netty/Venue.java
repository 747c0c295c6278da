package io.weir.netty;

import java.io.IOException;
import java.net.Socket;

/**
 * Where hostile clients are tested: a dialect, and a kind of connection. They come by parameter, so
 * that nothing is left out anywhere; a test that needs sessions of its own puts them at a path,
 * which works everywhere.
 */
enum Venue {
  /** Sessions echo what they get. */
  ECHO,
  /** Quix's dialect: every path leads to a session, which only sends. */
  QUIX;

  /** A client's end of a connection, not yet connected. */
  @SuppressWarnings("AddressSelection") // It has no address yet.
  Socket client() throws IOException {
    return new Socket();
  }

  /** A path at which this dialect's own sessions are. */
  String target() {
    return switch (this) {
      case ECHO -> "/echo";
      case QUIX -> "/" + QuixStage.KEY;
    };
  }
}
