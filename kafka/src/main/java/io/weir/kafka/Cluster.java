package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one admin client, and whether Kafka answers it. A probe asks again and again, so that what is
 * known to be away is refused at once and what is back is noticed.
 *
 * <p>Unknown → Up: answered | Down: did not answer in time<br>
 * Up ↔ Down: the same
 *
 * <p>Thread: the probe's own writes; any reads.
 */
final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  /** How long an answer may take before Kafka counts as away. */
  static final int PATIENCE_MILLIS = 2_000;

  private static final int PAUSE_UP_MILLIS = 2_000;
  private static final int PAUSE_DOWN_MILLIS = 250;

  private enum State {
    UNKNOWN,
    UP,
    DOWN
  }

  private final KafkaSettings settings;
  private final ScheduledExecutorService probe =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-kafka-probe").factory());

  private volatile State state = State.UNKNOWN;
  private volatile String reason = "has not answered yet";
  private volatile @Nullable Admin admin;
  private final CompletableFuture<@Nullable Void> answered = new CompletableFuture<>();

  Cluster(KafkaSettings settings) {
    this.settings = settings;
  }

  void start() {
    probe.execute(this::probe);
  }

  boolean isAvailable() {
    return state == State.UP;
  }

  /** Completes, on a thread of the admin client, when it has answered for the first time. */
  CompletableFuture<@Nullable Void> answered() {
    return answered;
  }

  /** Whether it is known to be away: not asked yet is no reason to refuse. */
  boolean isDown() {
    return state == State.DOWN;
  }

  /** Empty if Kafka is available. */
  Optional<Refusal> unavailability() {
    return isAvailable() ? Optional.empty() : Optional.of(refusal(reason));
  }

  /** A refusal that says that Kafka, at the address in the settings, … */
  Refusal refusal(String what) {
    return new Refusal(
        ErrorCode.KAFKA_UNAVAILABLE, "Kafka at " + settings.bootstrapServers() + " " + what);
  }

  /** Null as long as none can be made: no address resolves, or the properties are wrong. */
  @Nullable Admin admin() {
    Admin known = admin;
    return known != null ? known : makeAdmin();
  }

  private synchronized @Nullable Admin makeAdmin() {
    if (admin == null && !probe.isShutdown()) {
      try {
        admin = Admin.create(ClientProperties.admin(settings));
      } catch (KafkaException e) {
        onDown("cannot be reached: " + innermost(e));
      }
    }
    return admin;
  }

  private void probe() {
    Admin client = admin();
    if (client == null) {
      again(PAUSE_DOWN_MILLIS);
      return;
    }
    client
        .describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
        .clusterId()
        .toCompletionStage()
        .whenComplete((id, error) -> onProbed(error));
  }

  /** Thread: the admin client's, or the probe's. */
  private void onProbed(@Nullable Throwable error) {
    if (error == null) {
      onUp();
    } else {
      onDown("does not answer: " + innermost(error));
    }
    again(isAvailable() ? PAUSE_UP_MILLIS : PAUSE_DOWN_MILLIS);
  }

  private synchronized void again(int pauseMillis) {
    if (!probe.isShutdown()) {
      var _ = probe.schedule(this::probe, pauseMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void onUp() {
    synchronized (this) {
      if (state != State.UP) {
        state = State.UP;
        LOG.info("event=kafka_available bootstrap={}", settings.bootstrapServers());
      }
    }
    answered.complete(null);
  }

  private synchronized void onDown(String what) {
    reason = what;
    if (state != State.DOWN && !probe.isShutdown()) {
      state = State.DOWN;
      LOG.warn(
          "event=kafka_unavailable bootstrap={} reason=\"{}\"", settings.bootstrapServers(), what);
    }
  }

  /** The sentence that says most: the cause at the bottom. */
  static String innermost(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException
        || cause instanceof java.util.concurrent.TimeoutException) {
      return "nothing came within " + PATIENCE_MILLIS + " ms";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  void stop(Duration deadline) {
    Admin client;
    synchronized (this) {
      probe.shutdownNow();
      client = admin;
    }
    if (client != null) {
      client.close(deadline);
    }
  }
}
