package io.weir.kafka;

import io.weir.testing.stream.WriterContract;
import io.weir.testing.stream.WriterHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Kafka keeps the contract of writers. */
class KafkaWriterContractIT extends WriterContract {
  @TempDir Path folder;

  @Override
  protected WriterHarness harness() {
    return new KafkaWriterHarness(folder);
  }
}
