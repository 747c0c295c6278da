package io.weir.netty;

import io.weir.engine.socket.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that says to whoever dials it what a test wants, byte for byte. Thread: the test's. */
final class RawServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: (\\S+)\r\n");

  private final ServerSocket listening;

  RawServer() {
    this(0, 0);
  }

  /**
   * @param receiveBytes for the kernel to keep until they are read; 0: what it likes
   */
  RawServer(int port, int receiveBytes) {
    try {
      listening = new ServerSocket();
      if (receiveBytes > 0) {
        listening.setReceiveBufferSize(receiveBytes);
      }
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      listening.setSoTimeout((int) PATIENCE.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  URI uri(String path) {
    return URI.create("ws://127.0.0.1:" + port() + path);
  }

  /** The next connection. */
  RawPeer accept() {
    try {
      return RawPeer.accepted(listening.accept());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next connection, once its handshake is answered rightly. */
  RawPeer acceptOpen(Wire wire) {
    RawPeer peer = accept();
    String extension =
        wire == Wire.DEFLATED
            ? "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"
            : "";
    return peer.send(switching(peer.readHead(), extension));
  }

  /** The right answer to a handshake, with more headers, each with its end of line. */
  static String switching(String request, String headers) {
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + HttpAnswers.accept(key(request))
        + "\r\n"
        + headers
        + "\r\n";
  }

  private static String key(String request) {
    Matcher matcher = KEY.matcher(request);
    if (!matcher.find()) {
      throw new AssertionError("no key in " + request);
    }
    return matcher.group(1);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
