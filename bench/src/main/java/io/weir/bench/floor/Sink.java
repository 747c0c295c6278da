package io.weir.bench.floor;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads what clients send, parses it and counts it, and does nothing with it.
 *
 * <p>Thread: {@link #await} and {@link #close} are for main; the rest is the event loop's.
 */
final class Sink implements AutoCloseable {
  private static final int READ_BYTES = 64 * 1024;
  private static final int LOOK_MILLIS = 2;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final IoEventLoop loop = group.next();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private long frames;

  /** Reads from these, until their peers end. */
  Sink(Socket[] accepted) {
    for (Socket socket : accepted) {
      loop.register(new Source(socket))
          .addListener(
              (Future<? super IoRegistration> registration) ->
                  ((IoRegistration) registration.getNow()).submit(EpollIoOps.EPOLLIN));
    }
  }

  /**
   * Waits until this many frames in all have come, or for that long; returns how many there are.
   */
  long await(long total, long maxMillis) throws Exception {
    CompletableFuture<Long> reached = new CompletableFuture<>();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
    Future<?> look =
        loop.scheduleAtFixedRate(
            () -> {
              if (frames >= total || System.nanoTime() - deadline > 0) {
                reached.complete(frames);
              }
            },
            0,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
    long found = reached.get();
    look.cancel(false);
    return found;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** One client. */
  private final class Source implements EpollIoHandle {
    private final Socket socket;
    private final MaskedFrameCounter counter = new MaskedFrameCounter();

    private Source(Socket socket) {
      this.socket = socket;
    }

    @Override
    public FileDescriptor fd() {
      return socket;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
      try {
        int bytes = socket.readAddress(Buffer.memoryAddress(buffer), 0, buffer.capacity());
        if (bytes < 0) {
          registration.cancel();
          return;
        }
        long before = counter.frames();
        counter.scan(buffer, bytes);
        frames += counter.frames() - before;
      } catch (IOException _) {
        registration.cancel();
      }
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
}
