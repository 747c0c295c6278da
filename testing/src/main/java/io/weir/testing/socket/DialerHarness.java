package io.weir.testing.socket;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.Wire;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A dialer, and peers that wait for it, for a {@link DialerContract}. Thread: the test's. */
public interface DialerHarness extends AutoCloseable {

  Dialer dialer();

  /** A peer that can be dialed. */
  Remote remote(Duration patience);

  /** Agrees to the attempt that waits. */
  Peer accept();

  /** Answers the attempt that waits with a status. */
  void refuse(int status, Duration retryAfter, String line);

  FrameMemory memory();

  /** Takes frames out of what peers receive. */
  FrameParser parser();

  /** Runs a task on a loop and returns when it is done. */
  void run(Loop loop, Runnable task);

  /** Returns when the condition holds, and fails if it does not within a few seconds. */
  void await(String what, BooleanSupplier condition);

  @Override
  void close();

  /** The contract of sockets over the same connections. */
  default SocketHarness sockets(int kernelBytes) {
    DialerHarness of = this;
    return new SocketHarness() {
      @Override
      public Peer connect(Acceptor acceptor) {
        dialer().dial(remote(Duration.ofSeconds(10)), acceptor, failure -> {});
        return of.accept();
      }

      @Override
      public Wire wire() {
        return Wire.PLAIN;
      }

      @Override
      public FrameParser parser() {
        return of.parser();
      }

      @Override
      public FrameMemory memory() {
        return of.memory();
      }

      @Override
      public void run(Loop loop, Runnable task) {
        of.run(loop, task);
      }

      @Override
      public void await(String what, BooleanSupplier condition) {
        of.await(what, condition);
      }

      @Override
      public int kernelBytes() {
        return kernelBytes;
      }

      @Override
      public void close() {
        of.close();
      }
    };
  }
}
