package io.weir.netty;

import io.weir.engine.limit.Rate;
import io.weir.engine.listener.Proxies;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * An address that accepts, and what a stranger may send to it.
 *
 * @param address port 0: a free one
 * @param handshakeTimeout from the connection to the end of the request's headers
 * @param maxTargetBytes of the request line
 * @param maxHeaderBytes of all headers together
 * @param maxMessageBytes of an incoming message, fragments added up
 * @param inbound how many frames one client may send
 * @param proxies who is believed what it tells of its clients
 */
public record ListenerSettings(
    String name,
    InetSocketAddress address,
    Duration handshakeTimeout,
    int maxTargetBytes,
    int maxHeaderBytes,
    int maxMessageBytes,
    Rate inbound,
    Proxies proxies) {

  /** The defaults for a name and an address, with any number of frames and without proxies. */
  public static ListenerSettings of(String name, InetSocketAddress address) {
    return new ListenerSettings(
        name,
        address,
        Duration.ofSeconds(10),
        8 << 10,
        16 << 10,
        1 << 20,
        Rate.UNBOUNDED,
        Proxies.NONE);
  }
}
