package io.weir.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Whether Kafka answers at one address. Blocks, with a bound. */
public final class AddressProbe {
  private static final long PATIENCE_SECONDS = 5;

  private AddressProbe() {}

  /**
   * Asks the broker at one address which cluster it is of.
   *
   * @param address {@code HOST:PORT}
   * @param properties what clients get besides what Weir sets
   * @return what happened and what to do, in one line; empty: it has answered
   */
  public static Optional<String> problem(String address, Map<String, String> properties)
      throws InterruptedException {
    KafkaSettings settings = new KafkaSettings(address, properties, 1, false);
    try (Admin admin = Admin.create(ClientProperties.admin(settings))) {
      admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.of(
          "no answer within %ds; check host and port, whether it runs, firewalls between, and that"
                  .formatted(PATIENCE_SECONDS)
              + " security.protocol is the broker's");
    } catch (ExecutionException e) {
      return Optional.of(
          Optional.ofNullable(e.getCause()).orElse(e).getMessage() + "; check kafka.properties");
    } catch (KafkaException e) {
      return Optional.of(
          Optional.ofNullable(e.getCause()).orElse(e).getMessage()
              + "; check host and kafka.properties");
    }
  }
}
