package io.weir.engine.link.push;

import io.weir.engine.socket.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Looks at what the socket has not sent: what was written before that is with the operating system.
 * Whatever else the socket sends makes it look later, never sooner. Thread: the loop.
 */
final class WrittenProof implements Proof {
  private static final int FRAMES = 512;
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** After so many bytes, everything up to this number had been written. */
  private record Mark(long bytes, long number) {}

  private final Window window;
  private final Socket socket;
  private final Runnable onConfirmed;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long written;
  private boolean looking;

  /**
   * @param onConfirmed told when something is, outside of a call
   */
  WrittenProof(Window window, Socket socket, Runnable onConfirmed) {
    this.window = window;
    this.socket = socket;
    this.onConfirmed = onConfirmed;
  }

  @Override
  public int mostFrames() {
    return FRAMES;
  }

  @Override
  public void onWritten(int frames, int bytes) {
    written += bytes;
    marks.add(new Mark(written, window.lastNumber()));
  }

  @Override
  public void onFlushed() {
    if (!looking && !marks.isEmpty()) {
      looking = true;
      socket.loop().execute(this::look);
    }
  }

  private void look() {
    looking = false;
    if (!socket.isOpen()) {
      return;
    }
    long gone = written - socket.unsentBytes();
    boolean any = false;
    while (!marks.isEmpty() && marks.element().bytes() <= gone) {
      any |= window.settleUpTo(marks.remove().number());
    }
    if (any) {
      onConfirmed.run();
    }
    if (!marks.isEmpty() && !looking) {
      looking = true;
      socket.loop().after(PAUSE, this::look);
    }
  }
}
