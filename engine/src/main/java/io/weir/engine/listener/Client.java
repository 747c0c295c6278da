package io.weir.engine.listener;

import java.net.InetAddress;

/**
 * Who is at the other end.
 *
 * @param address of the client, as far as trusted proxies tell it
 * @param proxied whether a trusted proxy told something about the client. A web page cannot make a
 *     browser's WebSocket look as if: scripts set none of its headers
 */
public record Client(InetAddress address, boolean proxied) {

  /** Whoever has connected, since nobody tells of others behind it. */
  public static Client direct(InetAddress peer) {
    return new Client(peer, false);
  }
}
