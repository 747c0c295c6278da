package io.weir.bench.load;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All connections, on one event loop: opens them, a bounded number at a time, and reports.
 *
 * <p>Thread: {@link #open}, {@link #await}, {@link #reset}, {@link #report}, {@link #read}, {@link
 * #send} and {@link #stop} are for the main thread; everything else runs on the event loop.
 */
final class Subscribers {
  private static final int READ_BYTES = 256 * 1024;
  private static final int WRITE_BYTES = 8 * 1024;
  private static final int OPENING_AT_MOST = 256;
  private static final int PROGRESS_CHECK_MILLIS = 2;

  /** One source address has some 28,000 ports; this leaves room for those in TIME_WAIT. */
  private static final int CONNECTIONS_PER_SOURCE = 15_000;

  private static final int IPPROTO_IP = 0;
  private static final int IP_BIND_ADDRESS_NO_PORT = 24;

  private final Target target;
  private final int wanted;
  private final int receiveBytes;
  private final Tally tally;
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
  private final ByteBuffer encryptedBuffer = ByteBuffer.allocateDirect(READ_BYTES / 2);
  private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(WRITE_BYTES);
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final IoEventLoop loop = group.next();
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final Map<Subscriber, IoRegistration> registered = new HashMap<>();

  private int started;
  private int opened;
  private int failed;
  private int ended;
  private String firstFailure = "";
  private long startNanos;
  private long settledNanos;

  /**
   * Opens none yet.
   *
   * @param receiveBytes the kernel's buffer for what each has not read; 0: as large as it likes
   */
  Subscribers(Target target, int wanted, int sampleEvery, int receiveBytes) {
    this.target = target;
    this.wanted = wanted;
    this.receiveBytes = receiveBytes;
    this.tally = new Tally(sampleEvery);
  }

  /** Opens all; completes once each is open or has failed. */
  CompletableFuture<Void> open() {
    loop.execute(
        () -> {
          startNanos = System.nanoTime();
          tally.begin();
          connectMore();
        });
    return settled;
  }

  /** Waits until this many data frames in all have come, or for that long. */
  LoadReport await(long totalFrames, long maxMillis) throws Exception {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
    Future<?> check =
        loop.scheduleAtFixedRate(
            () -> {
              if (tally.totalFrames() >= totalFrames || System.nanoTime() - deadline > 0) {
                reached.complete(null);
              }
            },
            0,
            PROGRESS_CHECK_MILLIS,
            TimeUnit.MILLISECONDS);
    reached.get();
    check.cancel(false);
    return report();
  }

  /** Lets each connection send so many messages of that size; returns at once. */
  LoadReport send(long messagesEach, int size) throws Exception {
    if (target.tls().isPresent()) {
      throw new IllegalArgumentException("messages are sent on plain connections only");
    }
    MaskedFrames frames = new MaskedFrames(size);
    return loop.submit(
            () -> {
              registered.forEach(
                  (subscriber, registration) ->
                      subscriber.send(frames, messagesEach, registration));
              return current();
            })
        .get();
  }

  /** Reports the window that ends and begins another. */
  LoadReport reset() throws Exception {
    return loop.submit(
            () -> {
              LoadReport ending = current();
              tally.reset();
              return ending;
            })
        .get();
  }

  LoadReport report() throws Exception {
    return loop.submit(this::current).get();
  }

  /** All read no more, or all read on. */
  LoadReport read(boolean reads) throws Exception {
    return loop.submit(
            () -> {
              registered.forEach(
                  (subscriber, registration) -> subscriber.read(reads, registration));
              return current();
            })
        .get();
  }

  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private LoadReport current() {
    double openSeconds = (settledNanos - startNanos) / 1e9;
    return new LoadReport(
        new LoadReport.Connections(
            wanted, opened - ended, failed, ended, openSeconds, firstFailure),
        tally.received(fewestFrames()));
  }

  private long fewestFrames() {
    return registered.keySet().stream().mapToLong(Subscriber::frames).min().orElse(0);
  }

  private void connectMore() {
    while (started < wanted && started - opened - failed < OPENING_AT_MOST) {
      try {
        connect(started++);
      } catch (IOException impossible) {
        onEnd(false, String.valueOf(impossible.getMessage()));
      }
    }
    if (opened + failed == wanted && settled.complete(null)) {
      settledNanos = System.nanoTime();
    }
  }

  private void connect(int number) throws IOException {
    Socket socket = Socket.newSocketStream();
    socket.setTcpNoDelay(true);
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    if (wanted > CONNECTIONS_PER_SOURCE) {
      int sources = wanted / CONNECTIONS_PER_SOURCE + 1;
      socket.setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
      byte[] source = {127, 0, 0, (byte) (2 + number % sources)};
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
    }
    socket.connect(target.address());
    Subscriber subscriber = new Subscriber(number, this, socket);
    loop.register(subscriber)
        .addListener(
            (Future<? super IoRegistration> registration) ->
                onRegistered(subscriber, registration));
  }

  private void onRegistered(Subscriber subscriber, Future<? super IoRegistration> future) {
    if (future.isSuccess()) {
      IoRegistration registration = (IoRegistration) future.getNow();
      registered.put(subscriber, registration);
      registration.submit(EpollIoOps.EPOLLOUT);
    } else {
      onEnd(false, String.valueOf(future.cause()));
    }
  }

  void onOpen() {
    opened++;
    connectMore();
  }

  void onEnd(boolean wasOpen, String why) {
    if (wasOpen) {
      ended++;
      return;
    }
    failed++;
    firstFailure = firstFailure.isEmpty() ? why : firstFailure;
    loop.execute(this::connectMore);
  }

  Target target() {
    return target;
  }

  Tally tally() {
    return tally;
  }

  /** Shared by all connections; its bytes are valid until the next read. Big-endian. */
  ByteBuffer readBuffer() {
    return readBuffer;
  }

  Wire wire(Socket socket) {
    Wire plain = new PlainWire(socket, writeBuffer);
    return target
        .tls()
        .<Wire>map(
            tls ->
                new TlsWire(
                    tls.newEngine(UnpooledByteBufAllocator.DEFAULT), plain, encryptedBuffer))
        .orElse(plain);
  }
}
