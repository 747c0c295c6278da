package io.weir.netty;

import io.netty.handler.ssl.SslContext;
import io.weir.engine.error.RefusedException;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.Remote;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to be known of a remote before it can be connected to.
 *
 * @param addresses of the remote, or of the proxy that is asked for it; in the order to try them
 * @param tls empty: the remote is spoken to plainly
 */
record DialTarget(List<InetSocketAddress> addresses, Optional<SslContext> tls) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Why a target could not be found out. */
  static final class UnknownException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient DialFailure failure;

    UnknownException(Step step, String message) {
      super(message);
      this.failure = new DialFailure(step, message);
    }

    DialFailure failure() {
      return failure;
    }
  }

  /** Asks for the name and reads the files, anew for each attempt. Blocks. */
  static DialTarget of(Remote remote) throws UnknownException {
    URI at = remote.proxy().map(Remote.Proxy::uri).orElse(remote.uri());
    if (at.getHost() == null) {
      throw new UnknownException(Step.NAME, remote + ": there is no host in this URL");
    }
    return new DialTarget(addresses(at), isSecure(remote) ? tls(remote) : Optional.empty());
  }

  private static List<InetSocketAddress> addresses(URI at) throws UnknownException {
    try {
      return Stream.of(InetAddress.getAllByName(at.getHost()))
          .map(address -> new InetSocketAddress(address, port(at)))
          .toList();
    } catch (UnknownHostException e) {
      throw new UnknownException(Step.NAME, at.getHost() + ": nobody knows this name");
    }
  }

  private static Optional<SslContext> tls(Remote remote) throws UnknownException {
    try {
      return Optional.of(DialTls.context(remote.tls()));
    } catch (RefusedException e) {
      throw new UnknownException(Step.TLS, e.refusal().message());
    }
  }

  static boolean isSecure(Remote remote) {
    return remote.uri().getScheme().equalsIgnoreCase("wss");
  }

  /** The one in a URI, or that of its scheme. */
  static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : uri.getScheme().equalsIgnoreCase("wss") ? HTTPS : HTTP;
  }
}
