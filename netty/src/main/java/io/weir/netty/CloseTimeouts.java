package io.weir.netty;

import java.time.Duration;

/**
 * How long a connection that is ending is kept.
 *
 * @param answer for the peer to answer our close frame
 * @param linger after the last bytes that we send, for the peer to read them: a connection that is
 *     closed while the peer still sends is reset, and the reset would overtake them
 * @param drain for the peer to answer while the loops are drained, from when the operating system
 *     has taken our close frame: the peer gets that in any case, and nobody waits who need not
 */
record CloseTimeouts(Duration answer, Duration linger, Duration drain) {
  static final CloseTimeouts DEFAULT =
      new CloseTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(1));
}
