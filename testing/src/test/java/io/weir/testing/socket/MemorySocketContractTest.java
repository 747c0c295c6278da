package io.weir.testing.socket;

import io.weir.engine.socket.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The socket in memory keeps the contract of sockets. */
final class MemorySocketContractTest {

  @Nested
  class OnAWebSocket extends WebSocketContract {
    private final MemorySocketHarness harness = new MemorySocketHarness(Wire.PLAIN);

    @Override
    protected MemorySocketHarness harness() {
      return harness;
    }

    @AfterEach
    void buffersAreGivenBack() {
      harness.memory().assertNoLeaks();
    }
  }

  @Nested
  class AsEvents extends ResponseContract {
    private final MemorySocketHarness harness = new MemorySocketHarness(Wire.EVENTS);

    @Override
    protected MemorySocketHarness harness() {
      return harness;
    }

    @AfterEach
    void buffersAreGivenBack() {
      harness.memory().assertNoLeaks();
    }
  }

  @Nested
  class AsLines extends ResponseContract {
    private final MemorySocketHarness harness = new MemorySocketHarness(Wire.LINES);

    @Override
    protected MemorySocketHarness harness() {
      return harness;
    }

    @AfterEach
    void buffersAreGivenBack() {
      harness.memory().assertNoLeaks();
    }
  }
}
