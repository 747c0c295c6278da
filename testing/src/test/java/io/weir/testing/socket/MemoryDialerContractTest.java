package io.weir.testing.socket;

import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Nested;

/** The dialer in memory keeps the contract of dialers, and its sockets that of sockets. */
final class MemoryDialerContractTest {
  private static final int KERNEL_BYTES = 4_096;

  @Nested
  class Dials extends DialerContract {
    @Override
    protected DialerHarness harness() {
      return new Harness();
    }
  }

  @Nested
  class OnASocket extends WebSocketContract {
    @Override
    protected SocketHarness harness() {
      return new Harness().sockets(KERNEL_BYTES);
    }
  }

  private static final class Harness implements DialerHarness {
    private final ManualLoop loop = new ManualLoop();
    private final MemorySocketHarness sockets = new MemorySocketHarness(loop, Wire.PLAIN);
    private final MemoryDialer dialer = new MemoryDialer(loop, KERNEL_BYTES);

    @Override
    public Dialer dialer() {
      return dialer;
    }

    @Override
    public Remote remote(Duration patience) {
      return new Remote(
          URI.create("ws://memory/"),
          List.of(),
          List.of(),
          Remote.Tls.DEFAULT,
          Optional.empty(),
          patience,
          1 << 20);
    }

    @Override
    public Peer accept() {
      MemoryPeer peer = dialer.waiting().orElseThrow().accept();
      loop.run();
      return peer;
    }

    @Override
    public void refuse(int status, Duration retryAfter, String line) {
      dialer.waiting().orElseThrow().refuse(status, Optional.of(retryAfter), line);
    }

    @Override
    public FrameMemory memory() {
      return sockets.memory();
    }

    @Override
    public FrameParser parser() {
      return FrameParser.of(Wire.PLAIN);
    }

    @Override
    public void run(Loop on, Runnable task) {
      sockets.run(on, task);
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
      sockets.await(what, condition);
    }

    @Override
    public void close() {
      sockets.memory().assertNoLeaks();
      sockets.close();
    }
  }
}
