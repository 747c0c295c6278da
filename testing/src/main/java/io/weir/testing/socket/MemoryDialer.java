package io.weir.testing.socket;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.Remote;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Dials peers in memory, which answer when and as a test says; one that does not is waited for as
 * long as the remote's patience lasts. What arrives at such a peer is not masked. Thread: the
 * test's, which steps the loop too.
 */
public final class MemoryDialer implements Dialer {
  private final ManualLoop loop;
  private final int kernelBytes;
  private final Deque<Attempt> waiting = new ArrayDeque<>();
  private int attempts;

  /**
   * @param kernelBytes as those of a {@link MemoryPeer}
   */
  public MemoryDialer(ManualLoop loop, int kernelBytes) {
    this.loop = loop;
    this.kernelBytes = kernelBytes;
  }

  /** An attempt that waits for its answer, of which only the first counts. */
  public final class Attempt {
    private final Remote remote;
    private final Acceptor acceptor;
    private final Consumer<DialFailure> failed;

    private Attempt(Remote remote, Acceptor acceptor, Consumer<DialFailure> failed) {
      this.remote = remote;
      this.acceptor = acceptor;
      this.failed = failed;
    }

    public Remote remote() {
      return remote;
    }

    /** Agrees; the opening goes to the acceptor with the loop's next steps. */
    public MemoryPeer accept() {
      if (!waiting.remove(this)) {
        throw new IllegalStateException("answered already, or given up");
      }
      return MemoryPeer.dialed(loop, acceptor, kernelBytes);
    }

    /** Answers with another status. */
    public void refuse(int status, Optional<Duration> retryAfter, String line) {
      String message = "%s: answered %d: %s".formatted(remote, status, line);
      fail(new DialFailure(Step.HANDSHAKE, message, status, retryAfter));
    }

    /** Does not come about. */
    public void fail(Step step, String what) {
      fail(new DialFailure(step, remote + ": " + what));
    }

    private void fail(DialFailure failure) {
      if (waiting.remove(this)) {
        loop.execute(() -> failed.accept(failure));
      }
    }
  }

  @Override
  public void dial(Remote remote, Acceptor acceptor, Consumer<DialFailure> failed) {
    Attempt attempt = new Attempt(remote, acceptor, failed);
    attempts++;
    waiting.add(attempt);
    loop.after(remote.patience(), () -> attempt.fail(Step.HANDSHAKE, "no answer in time"));
  }

  /** The one that has waited longest for an answer, if any does. */
  public Optional<Attempt> waiting() {
    return Optional.ofNullable(waiting.peek());
  }

  /** How often somebody was dialed. */
  public int attempts() {
    return attempts;
  }
}
