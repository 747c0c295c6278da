package io.weir.testing.stream;

/** The writer in memory keeps the contract of writers. */
final class MemoryWriterContractTest extends WriterContract {
  @Override
  protected WriterHarness harness() {
    return MemoryWriterHarness.start();
  }
}
