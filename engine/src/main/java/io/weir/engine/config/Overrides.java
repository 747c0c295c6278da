package io.weir.engine.config;

import java.util.List;
import java.util.Optional;

/**
 * What the command line says about settings, as it was typed. It stands above everything else.
 *
 * @param listen {@code --listen}: the address of the sole listener
 * @param admin {@code --admin}: the admin address
 * @param kafka {@code --kafka}: the brokers to begin with
 * @param kafkaAddress {@code --kafka-address}: where the embedded Kafka listens
 * @param data {@code --data}: the folder of the embedded Kafka
 * @param streams {@code --stream}, repeatable: {@code NAME} or {@code NAME=TOPIC}
 */
public record Overrides(
    Optional<String> listen,
    Optional<String> admin,
    Optional<String> kafka,
    Optional<String> kafkaAddress,
    Optional<String> data,
    List<String> streams) {

  public static final Overrides NONE =
      new Overrides(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Overrides {
    streams = List.copyOf(streams);
  }
}
