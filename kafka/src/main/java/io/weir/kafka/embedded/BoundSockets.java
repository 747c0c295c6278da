package io.weir.kafka.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The node's two server sockets, bound before Kafka starts: a taken port is known before anything
 * else happens, and a port that was picked cannot be lost on the way. Thread: the one that starts.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
  /** The names of the listeners in Kafka's configuration. */
  static final String CLIENTS = "PLAINTEXT";

  static final String CONTROLLER = "CONTROLLER";

  private final String host;
  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;

  /** Binds both. The controller's is on the loopback address, on a port that is free. */
  BoundSockets(String host, int port) {
    this.host = host;
    this.clients = bind(new InetSocketAddress(host, port));
    try {
      this.controller = bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (RuntimeException e) {
      close(clients);
      throw e;
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw DataFolder.refused(
          "the Kafka address " + address.getHostString() + " does not resolve: choose another",
          null);
    }
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return channel.bind(address);
      } catch (IOException e) {
        close(channel);
        throw e;
      }
    } catch (IOException e) {
      throw DataFolder.refused(
          "the Kafka address "
              + text(address)
              + " cannot be used ("
              + e.getMessage()
              + "): stop what listens there or choose another address",
          e);
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  String host() {
    return host;
  }

  int port() {
    return clients.socket().getLocalPort();
  }

  /** {@code HOST:PORT} of the controller. */
  String controllerAddress() {
    return controller.socket().getInetAddress().getHostAddress()
        + ":"
        + controller.socket().getLocalPort();
  }

  /** Hands a socket to Kafka, which closes it from then on. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    ServerSocketChannel channel = listener.equals(CONTROLLER) ? controller : clients;
    channel.configureBlocking(false);
    return channel;
  }

  @Override
  public void close() {
    close(clients);
    close(controller);
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
