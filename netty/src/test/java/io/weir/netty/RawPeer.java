package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.Wire;
import io.weir.testing.socket.FrameParser;
import io.weir.testing.socket.WireFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A client that sends any bytes, right or wrong, and waits for an answer for a few seconds. Thread:
 * the test's.
 */
final class RawPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int NOTHING = -1;

  private final Socket connection;
  private final Socket socket;
  private FrameParser parser = FrameParser.of(Wire.PLAIN);
  private final Deque<WireFrame> frames = new ArrayDeque<>();

  /**
   * @param connection TCP
   * @param socket what speaks over it; perhaps the same
   */
  private RawPeer(Socket connection, Socket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  /** The other end of a connection that a test has accepted. */
  static RawPeer accepted(Socket connection) {
    return io(
        () -> {
          connection.setSoTimeout((int) PATIENCE.toMillis());
          connection.setTcpNoDelay(true);
          RawPeer peer = new RawPeer(connection, connection);
          peer.parser = FrameParser.ofClient(Wire.PLAIN);
          return peer;
        });
  }

  /** As {@link #connect(Venue, InetSocketAddress, int)}, where the venue does not matter. */
  static RawPeer connect(InetSocketAddress address, int receiveBytes) {
    return connect(Venue.ECHO, address, receiveBytes);
  }

  /**
   * @param receiveBytes for the kernel to keep until they are read; 0: what it likes
   */
  static RawPeer connect(Venue venue, InetSocketAddress address, int receiveBytes) {
    return connect(venue, new InetSocketAddress(0), address, receiveBytes);
  }

  /** From an address of this machine, such as 127.0.0.2. */
  static RawPeer connectFrom(String from, InetSocketAddress address) {
    return connect(Venue.ECHO, new InetSocketAddress(from, 0), address, 0);
  }

  private static RawPeer connect(
      Venue venue, InetSocketAddress from, InetSocketAddress address, int receiveBytes) {
    return io(
        () -> {
          Socket connection = new Socket();
          if (receiveBytes > 0) {
            connection.setReceiveBufferSize(receiveBytes);
          }
          connection.setSoTimeout((int) PATIENCE.toMillis());
          connection.setTcpNoDelay(true);
          connection.bind(from);
          connection.connect(address, (int) PATIENCE.toMillis());
          return new RawPeer(connection, venue.client(connection));
        });
  }

  /** Of this side. */
  int port() {
    return connection.getLocalPort();
  }

  RawPeer send(byte[] bytes) {
    return io(
        () -> {
          socket.getOutputStream().write(bytes);
          return this;
        });
  }

  /** Sends characters, each as one byte. */
  RawPeer send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends characters unless the other side has ended the connection. */
  void trySend(String text) {
    try {
      send(text);
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(SocketException.class);
    }
  }

  /** How many bytes have arrived and are not read. */
  int available() {
    return io(() -> connection.getInputStream().available());
  }

  RawPeer send(WireFrame frame) {
    return send(frame.encode());
  }

  /** From now on what it reads may be compressed. */
  RawPeer takingCompressed() {
    parser = FrameParser.of(Wire.DEFLATED);
    return this;
  }

  /** Sends a handshake and reads the 101. */
  RawPeer upgrade(String target, String... headers) {
    send(Requests.upgrade(target, headers));
    assertThat(readHead()).startsWith("HTTP/1.1 101 ");
    return this;
  }

  /** Makes a connection on which frames travel as they should, and reads the answer's head. */
  RawPeer open(Wire wire, String target, String... headers) {
    if (wire.isWebSocket()) {
      return upgrade(target, headers);
    }
    parser = FrameParser.of(wire);
    send(Requests.streaming(wire, target, headers));
    assertThat(readHead()).startsWith("HTTP/1.1 200 ");
    return this;
  }

  /** Reads to the end of a response's headers; empty if the connection ends instead. */
  String readHead() {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = read();
      if (next == NOTHING) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Reads a response and the connection's end, as UTF-8. */
  String readResponse() {
    return new String(readRest(), StandardCharsets.UTF_8);
  }

  /** Reads until the connection ends. */
  byte[] readRest() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    for (int next = read(); next != NOTHING; next = read()) {
      rest.write(next);
    }
    return rest.toByteArray();
  }

  WireFrame readFrame() {
    while (frames.isEmpty()) {
      byte[] chunk = new byte[1 << 16];
      int length = io(() -> socket.getInputStream().read(chunk));
      assertThat(length).as("a frame, not the end").isPositive();
      frames.addAll(parser.feed(Arrays.copyOf(chunk, length)));
    }
    return frames.remove();
  }

  /** The connection ends, with nothing before it; a reset is an end too. */
  void expectEnd() {
    assertThat(frames).isEmpty();
    assertThat(read()).as("the end").isEqualTo(NOTHING);
  }

  /** Sends a text and gets the same back; pings may come before it. */
  void expectEcho(String text) {
    send(WireFrame.clientText(text));
    expectText(text);
  }

  /** Gets a text; pings may come before it. */
  void expectText(String text) {
    WireFrame frame = readFrame();
    while (frame.opcode() == WireFrame.PING) {
      frame = readFrame();
    }
    assertThat(frame.text()).isEqualTo(text);
  }

  /** Ends this side of the connection. */
  void endOutput() {
    io(
        () -> {
          socket.shutdownOutput();
          return this;
        });
  }

  /** Ends the connection with a reset. */
  void reset() {
    io(
        () -> {
          connection.setSoLinger(true, 0);
          connection.close();
          return this;
        });
  }

  InputStream input() {
    return io(socket::getInputStream);
  }

  private int read() {
    try {
      return input().read();
    } catch (UncheckedIOException | SocketException e) {
      return NOTHING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    io(
        () -> {
          socket.close();
          return this;
        });
  }

  /** Does something that may fail as only the test's author can explain. */
  interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T io(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
