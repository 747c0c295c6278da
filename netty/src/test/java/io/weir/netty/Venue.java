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
  /** Sessions echo what they get, over TLS. */
  TLS,
  /** Quix's dialect: every path leads to a session, which only sends. */
  QUIX;

  /** What a client writes to and reads from, given its end of a connection. */
  Socket client(Socket connected) throws IOException {
    return this == TLS ? TestIdentity.client(connected) : connected;
  }

  /** A path at which this dialect's own sessions are. */
  String target() {
    return switch (this) {
      case ECHO, TLS -> "/echo";
      case QUIX -> "/" + QuixStage.KEY;
    };
  }
}
