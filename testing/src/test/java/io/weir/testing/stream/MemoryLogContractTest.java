package io.weir.testing.stream;

import org.junit.jupiter.api.Nested;

/** The log in memory keeps the contract of logs. */
final class MemoryLogContractTest {

  @Nested
  class Records extends RecordsContract {
    @Override
    protected LogHarness harness() {
      return new MemoryLogHarness();
    }
  }

  @Nested
  class Topics extends TopicsContract {
    @Override
    protected LogHarness harness() {
      return new MemoryLogHarness();
    }
  }

  @Nested
  class Tails extends TailContract {
    @Override
    protected LogHarness harness() {
      return new MemoryLogHarness();
    }
  }

  @Nested
  class Starts extends StartContract {
    @Override
    protected LogHarness harness() {
      return new MemoryLogHarness();
    }
  }

  @Nested
  class Gaps extends GapContract {
    @Override
    protected LogHarness harness() {
      return new MemoryLogHarness();
    }
  }
}
