package io.weir.testing.socket;

import org.junit.jupiter.api.AfterEach;

/** The socket in memory keeps the contract of sockets. */
final class MemorySocketContractTest extends SocketContract {
  private final MemorySocketHarness harness = new MemorySocketHarness();

  @Override
  protected MemorySocketHarness harness() {
    return harness;
  }

  @AfterEach
  void buffersAreGivenBack() {
    harness.memory().assertNoLeaks();
  }
}
