package io.weir.kafka;

import static io.weir.kafka.Kit.done;

import io.weir.testing.stream.GapContract;
import io.weir.testing.stream.LogHarness;
import io.weir.testing.stream.RecordsContract;
import io.weir.testing.stream.StartContract;
import io.weir.testing.stream.TailContract;
import io.weir.testing.stream.TopicsContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Kafka keeps the contract of logs. */
class KafkaLogContractIT {
  private static Kit kit;

  @BeforeAll
  static void start(@TempDir Path folder) {
    kit = Kit.embedded(folder, 2);
    keepRecordsOfThePast();
  }

  /** The contract's records are years old, and a broker deletes them after a week by default. */
  private static void keepRecordsOfThePast() {
    var anyAge = new ConfigEntry("log.retention.ms", "-1");
    var allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
    var set = List.of(new AlterConfigOp(anyAge, AlterConfigOp.OpType.SET));
    done(kit.admin.incrementalAlterConfigs(Map.of(allBrokers, set)).all());
  }

  @AfterAll
  static void stop() {
    kit.close();
  }

  private static LogHarness kafkaHarness() {
    return new KafkaLogHarness(kit);
  }

  @Nested
  class Records extends RecordsContract {
    @Override
    protected LogHarness harness() {
      return kafkaHarness();
    }
  }

  @Nested
  class Topics extends TopicsContract {
    @Override
    protected LogHarness harness() {
      return kafkaHarness();
    }
  }

  @Nested
  class Tails extends TailContract {
    @Override
    protected LogHarness harness() {
      return kafkaHarness();
    }
  }

  @Nested
  class Starts extends StartContract {
    @Override
    protected LogHarness harness() {
      return kafkaHarness();
    }
  }

  @Nested
  class Gaps extends GapContract {
    @Override
    protected LogHarness harness() {
      return kafkaHarness();
    }
  }
}
