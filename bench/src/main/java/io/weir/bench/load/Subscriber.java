package io.weir.bench.load;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection: connects, asks for the upgrade, then counts.
 *
 * <p>CONNECTING → GREETING: connected | ENDED: refused. GREETING → UPGRADING: the server can be
 * talked to, on plain connections at once. UPGRADING → OPEN: 101 | ENDED: another answer, or none.
 * OPEN → ENDED: the peer is gone. There is no way back.
 *
 * <p>Thread: the event loop.
 */
final class Subscriber implements EpollIoHandle, Frames {
  private enum State {
    CONNECTING,
    GREETING,
    UPGRADING,
    OPEN,
    ENDED
  }

  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG_HEADER_BYTES = 6;

  private final int number;
  private final Subscribers all;
  private final Socket socket;
  private final Wire wire;
  private final FrameScanner scanner = new FrameScanner();
  private State state = State.CONNECTING;
  private String answer = "";
  private long frames;
  private @Nullable MaskedFrames outgoing;
  private int outgoingAt;
  private long unsentBytes;

  Subscriber(int number, Subscribers all, Socket socket) {
    this.number = number;
    this.all = all;
    this.socket = socket;
    this.wire = all.wire(socket);
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    try {
      switch (state) {
        case CONNECTING -> connected(registration, ((EpollIoEvent) event).ops());
        case GREETING, UPGRADING -> read(registration);
        case OPEN -> readAndWrite(registration, ((EpollIoEvent) event).ops());
        case ENDED -> registration.cancel();
      }
    } catch (IOException | MalformedFrameException broken) {
      end(registration, String.valueOf(broken.getMessage()));
    }
  }

  /** Data frames so far. */
  long frames() {
    return frames;
  }

  /** Reads no more, or reads on; what has not been read fills the socket. */
  void read(boolean reads, IoRegistration registration) {
    if (registration.isValid()) {
      // Errors are told in any case; to want nothing at all would take the socket off the loop.
      registration.submit(reads ? EpollIoOps.EPOLLIN : EpollIoOps.EPOLLERR);
    }
  }

  /** Sends so many of these frames, as fast as the socket takes them. */
  void send(MaskedFrames frames, long count, IoRegistration registration) {
    if (registration.isValid() && state == State.OPEN) {
      outgoing = frames;
      outgoingAt = 0;
      unsentBytes = count * frames.frameBytes();
      registration.submit(EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLOUT));
    }
  }

  private void readAndWrite(IoRegistration registration, EpollIoOps ready) throws IOException {
    if (ready.contains(EpollIoOps.EPOLLOUT)) {
      write(registration);
    }
    if (!ready.equals(EpollIoOps.EPOLLOUT)) {
      read(registration);
    }
  }

  /** One row of frames at most, so that all connections have their turn. */
  private void write(IoRegistration registration) throws IOException {
    MaskedFrames row = outgoing;
    if (row != null) {
      int end = (int) Math.min(row.length(), outgoingAt + unsentBytes);
      int written = socket.writeAddress(row.address(), outgoingAt, end);
      unsentBytes -= written;
      outgoingAt = (outgoingAt + written) % row.length();
    }
    if (row == null || unsentBytes == 0) {
      outgoing = null;
      registration.submit(EpollIoOps.EPOLLIN);
    }
  }

  private void connected(IoRegistration registration, EpollIoOps ready) throws IOException {
    if ((!ready.contains(EpollIoOps.EPOLLOUT) && !ready.contains(EpollIoOps.EPOLLERR))
        || !socket.finishConnect()) {
      return;
    }
    state = State.GREETING;
    registration.submit(EpollIoOps.EPOLLIN);
    if (wire instanceof TlsWire tls) {
      tls.begin();
    }
    askIfReady();
  }

  private void askIfReady() throws IOException {
    if (state == State.GREETING && wire.isReady()) {
      state = State.UPGRADING;
      byte[] request = all.target().request(number);
      wire.write(request, request.length);
    }
  }

  private void read(IoRegistration registration) throws IOException {
    ByteBuffer in = all.readBuffer();
    int bytes = wire.read(in);
    askIfReady();
    if (bytes < 0) {
      end(registration, "the peer ended it");
    } else if (bytes > 0 && state == State.OPEN) {
      all.tally().onRead();
      scanner.scan(in, bytes, this);
    } else if (bytes > 0) {
      upgrade(registration, in, bytes);
    }
  }

  private void upgrade(IoRegistration registration, ByteBuffer in, int bytes) {
    byte[] part = new byte[bytes];
    in.get(0, part);
    answer += new String(part, StandardCharsets.ISO_8859_1);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    if (!answer.startsWith("101", "HTTP/1.1 ".length())) {
      end(registration, answer.lines().findFirst().orElse(""));
      return;
    }
    state = State.OPEN;
    all.onOpen();
    byte[] frames = answer.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
    answer = "";
    in.put(0, frames);
    all.tally().onRead();
    scanner.scan(in, frames.length, this);
  }

  @Override
  public boolean wantsTime() {
    return all.tally().isSample();
  }

  @Override
  public void onData(long payloadBytes, long sentNanos) {
    frames++;
    all.tally().onData(payloadBytes, sentNanos);
  }

  @Override
  public void onControl(int opcode, byte[] payload, int length) {
    if (opcode == CLOSE) {
      all.tally().onClose(length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff));
    } else if (opcode == PING) {
      pong(payload, length);
    }
  }

  /** Masked with zeros, which leaves the payload as it is. */
  private void pong(byte[] payload, int length) {
    if (outgoing != null) {
      return; // a frame may be half sent, and what is being sent shows that there is life
    }
    byte[] frame = Arrays.copyOf(new byte[] {(byte) 0x8a, (byte) (0x80 | length)}, 131);
    System.arraycopy(payload, 0, frame, PONG_HEADER_BYTES, length);
    try {
      wire.write(frame, PONG_HEADER_BYTES + length);
    } catch (IOException _) {
      // The next read says that the peer is gone, and counts it.
    }
  }

  private void end(IoRegistration registration, String why) {
    boolean wasOpen = state == State.OPEN;
    state = State.ENDED;
    registration.cancel();
    close();
    all.onEnd(wasOpen, why);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
