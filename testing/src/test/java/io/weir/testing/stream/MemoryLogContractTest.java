package io.weir.testing.stream;

/** The log in memory keeps the contract of logs. */
final class MemoryLogContractTest extends LogContract {

  @Override
  protected LogHarness harness() {
    return new MemoryLogHarness();
  }
}
