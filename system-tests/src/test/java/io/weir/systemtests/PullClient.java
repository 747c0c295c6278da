package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A WebSocket client on a plain socket. It reads when it is asked to and never otherwise, so who
 * does not ask is a client that stands still. Thread: one.
 */
final class PullClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int ROOM_BYTES = 256 << 10;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;

  private final Socket socket;
  private final DataInputStream in;
  private Subscriber.Close ended = new Subscriber.Close(1006, "");

  private PullClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 << 10));
  }

  /**
   * Connects; returns once the handshake is done.
   *
   * @param headers more of them, such as {@code Sec-WebSocket-Protocol: weir.v1}
   * @throws IOException if there is no connection, or the handshake was refused
   */
  static PullClient open(String address, String target, String... headers) throws IOException {
    return open(new Socket(), address, target, headers);
  }

  /** As {@link #open}; next to nothing fits into its kernel's buffer. */
  static PullClient narrow(String address, String target) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    return open(socket, address, target);
  }

  private static PullClient open(Socket socket, String address, String target, String... headers)
      throws IOException {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      socket.connect(new InetSocketAddress(address.substring(0, colon), port));
      PullClient client = new PullClient(socket);
      client.shakeHands(address, target, headers);
      return client;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void shakeHands(String address, String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET %s HTTP/1.1\r\n".formatted(target));
    request.append("Host: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n".formatted(address));
    request.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ")) {
      throw new IOException("refused: " + head);
    }
  }

  /** The next message; none if the connection has ended, also in the middle of one. */
  Optional<String> poll() {
    try {
      while (true) {
        int kind = in.readUnsignedByte() & 0xF;
        byte[] payload = new byte[payloadLength()];
        in.readFully(payload);
        if (kind == TEXT || kind == BINARY) {
          return Optional.of(new String(payload, UTF_8));
        } else if (kind == CLOSE) {
          ended = close(payload);
          return Optional.empty();
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("nothing arrived", e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private int payloadLength() throws IOException {
    int length = in.readUnsignedByte();
    return switch (length) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> length;
    };
  }

  private static Subscriber.Close close(byte[] payload) {
    int code = ByteBuffer.wrap(payload).getShort();
    return new Subscriber.Close(code, new String(payload, 2, payload.length - 2, UTF_8));
  }

  /** The next message; there has to be one. */
  String next() {
    return poll().orElseThrow(() -> new AssertionError("it has ended: " + ended));
  }

  /** Reads from now on, on a thread of its own. What comes has to be {@code frame=record}. */
  Account readAll(String name) throws IOException {
    socket.setReceiveBufferSize(ROOM_BYTES);
    Account account = new Account(name);
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (var each = poll(); each.isPresent(); each = poll()) {
                    account.add(each.get());
                  }
                  account.add("it has ended: " + ended);
                });
    return account;
  }

  /** Reads on until it ends; how the server has ended it, 1006 if without a close frame. */
  Subscriber.Close awaitClose() {
    while (poll().isPresent()) {}
    return ended;
  }

  /** Sends a text message of less than 126 bytes. */
  void say(String text) throws IOException {
    byte[] payload = text.getBytes(UTF_8);
    if (payload.length > 125) {
      throw new IllegalArgumentException(text);
    }
    ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
    // The mask is 0: it leaves the payload as it is.
    frame.put((byte) (0x80 | TEXT)).put((byte) (0x80 | payload.length)).putInt(0).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /** Reads on until the server has ended the connection, in whatever way. */
  void awaitEnd() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open", e);
    } catch (IOException e) {
      return; // a reset is an end, too
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
