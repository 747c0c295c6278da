package io.weir.bench.floor;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Accepts a number of WebSocket connections and answers every one as if it had asked with the key
 * of RFC 6455, section 1.3.
 *
 * <p>Thread: main. It looks every now and then rather than waiting for events: nothing of this is
 * measured.
 */
final class Connections implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int REQUEST_MAX_BYTES = 4096;
  private static final long LOOK_NANOS = 200_000;
  private static final byte[] END_OF_REQUEST = {'\r', '\n', '\r', '\n'};
  private static final byte[] ANSWER =
      String.join(
              "\r\n",
              "HTTP/1.1 101 Switching Protocols",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
              "",
              "")
          .getBytes(StandardCharsets.US_ASCII);

  private final Socket listening = Socket.newSocketStream();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(REQUEST_MAX_BYTES);

  /** Listens on a loopback port; 0 picks a free one. */
  Connections(int port) throws IOException {
    listening.setReuseAddress(true);
    listening.bind(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    listening.listen(BACKLOG);
  }

  int port() {
    return listening.localAddress().getPort();
  }

  Socket[] accept(int count) throws IOException {
    Socket[] accepted = new Socket[count];
    byte[] peer = new byte[26];
    for (int number = 0; number < count; number++) {
      int descriptor;
      while ((descriptor = listening.accept(peer)) < 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      accepted[number] = upgrade(new Socket(descriptor));
    }
    return accepted;
  }

  private Socket upgrade(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    int length = 0;
    while (!endsRequest(length)) {
      int read = socket.read(buffer, length, buffer.capacity());
      if (read < 0 || length == buffer.capacity()) {
        throw new IOException("a subscriber ended, or its request is above 4096 bytes");
      }
      length += read;
      if (read == 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    buffer.clear().put(ANSWER);
    socket.write(buffer, 0, ANSWER.length);
    return socket;
  }

  private boolean endsRequest(int length) {
    if (length < END_OF_REQUEST.length) {
      return false;
    }
    byte[] end = new byte[END_OF_REQUEST.length];
    buffer.get(length - end.length, end);
    return Arrays.equals(end, END_OF_REQUEST);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
