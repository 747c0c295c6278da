package io.weir.netty;

import io.weir.engine.limit.Rate;
import io.weir.engine.listener.Proxies;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * An address that accepts, and what a stranger may send to it.
 *
 * @param address port 0: a free one
 * @param tls where the certificate is; empty: plain
 * @param handshakeTimeout from the connection to the end of the request's headers
 * @param maxTargetBytes of the request line
 * @param maxHeaderBytes of all headers together
 * @param maxMessageBytes of an incoming message, fragments added up, inflated
 * @param compression whether clients that offer it get compressed messages
 * @param inbound how many frames one client may send
 * @param proxies who is believed what it tells of its clients
 */
public record ListenerSettings(
    String name,
    InetSocketAddress address,
    Optional<TlsFiles> tls,
    Duration handshakeTimeout,
    int maxTargetBytes,
    int maxHeaderBytes,
    int maxMessageBytes,
    boolean compression,
    Rate inbound,
    Proxies proxies) {

  /** The defaults for a name and an address, with any number of frames and without proxies. */
  public static ListenerSettings of(String name, InetSocketAddress address) {
    return new ListenerSettings(
        name,
        address,
        Optional.empty(),
        Duration.ofSeconds(10),
        8 << 10,
        16 << 10,
        1 << 20,
        true,
        Rate.UNBOUNDED,
        Proxies.NONE);
  }
}
