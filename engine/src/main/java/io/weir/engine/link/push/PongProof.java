package io.weir.engine.link.push;

import io.weir.engine.socket.Socket;
import java.time.Duration;

/**
 * Sends pings behind the frames, with the number of the last one: whoever answers has received it
 * and all before it. After {@value #FRAMES} frames at the latest, so that a peer which ends every
 * connection soon gets further each time. Thread: the loop.
 */
final class PongProof implements Proof {
  private static final int FRAMES = 50;
  private static final Duration DELAY = Duration.ofMillis(100);

  private final Window window;
  private final Socket socket;
  private int unpinged;
  private long pinged;
  private boolean waiting;

  PongProof(Window window, Socket socket) {
    this.window = window;
    this.socket = socket;
  }

  @Override
  public int mostFrames() {
    return FRAMES - unpinged;
  }

  @Override
  public void onWritten(int frames, int bytes) {
    unpinged += frames;
    if (unpinged >= FRAMES) {
      ping();
    }
  }

  @Override
  public void beforeFlush(boolean waits) {
    if (unpinged > 0 && waits) {
      ping();
    } else if (unpinged > 0 && !waiting) {
      waiting = true;
      socket.loop().after(DELAY, this::pingLate);
    }
  }

  private void pingLate() {
    waiting = false;
    if (unpinged > 0) {
      ping();
      socket.flush();
    }
  }

  private void ping() {
    unpinged = 0;
    pinged = window.lastNumber();
    socket.ping(pinged);
  }

  /** A number that was never sent is not ours: anybody may send pongs unasked (section 5.5.3). */
  @Override
  public boolean onPong(long number) {
    return number <= pinged && window.settleUpTo(number);
  }
}
