package io.weir.kafka;

import static io.weir.kafka.Kit.done;

import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import io.weir.testing.stream.LogContract;
import io.weir.testing.stream.LogHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class KafkaLogContractIT extends LogContract {
  private static EmbeddedKafka kafka;
  private static Kit kit;

  @BeforeAll
  static void start(@TempDir Path folder) {
    kafka = new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", 0, folder));
    kafka.start();
    kit = new Kit(kafka.bootstrapServers(), 2);
    takeRecordsOfTheFuture();
  }

  /** The contract's records have a timestamp in 2027, which a broker refuses by default. */
  private static void takeRecordsOfTheFuture() {
    var anyTime = new ConfigEntry("log.message.timestamp.after.max.ms", "" + Long.MAX_VALUE);
    var allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
    var set = List.of(new AlterConfigOp(anyTime, AlterConfigOp.OpType.SET));
    done(kit.admin.incrementalAlterConfigs(Map.of(allBrokers, set)).all());
  }

  @AfterAll
  static void stop() {
    kit.close();
    kafka.stop(Duration.ofSeconds(5));
  }

  @Override
  protected LogHarness harness() {
    return new KafkaLogHarness(kit, kafka.bootstrapServers());
  }
}
