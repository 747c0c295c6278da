package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the cluster about topics that are to be written to, and makes those that are missing and may
 * be made. Any thread; nothing blocks, and every answer comes as a value within seconds.
 */
final class Destinations {
  private final Cluster cluster;
  private final TopicPresence presence;

  Destinations(Cluster cluster, TopicPresence presence) {
    this.cluster = cluster;
    this.presence = presence;
  }

  CompletionStage<Destination> ask(Stream stream) {
    Admin admin = cluster.admin();
    if (admin == null) {
      return CompletableFuture.completedFuture(new Destination.Unclear("Kafka is away"));
    }
    return presence
        .ask(admin, stream, () -> facts(admin, stream.topic()))
        .handle(
            (facts, error) ->
                error == null ? new Destination.Present(facts) : failure(stream, error));
  }

  private static CompletableFuture<TopicFacts> facts(Admin admin, String topic) {
    return Topics.describe(admin, topic)
        .thenCompose(
            described ->
                config(admin, described)
                    .exceptionallyCompose(
                        error ->
                            Topics.unwrap(error) instanceof UnknownTopicOrPartitionException
                                ? Topics.failed(error)
                                : CompletableFuture.completedFuture(
                                    TopicFacts.unconfigured(described))));
  }

  private static CompletableFuture<TopicFacts> config(Admin admin, TopicDescription topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    var options = new DescribeConfigsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return Topics.stage(
            admin.describeConfigs(List.of(resource), options).values().values().iterator().next())
        .thenApply(config -> TopicFacts.of(topic, config));
  }

  private static Destination failure(Stream stream, Throwable error) {
    return TopicPresence.absence(stream, error)
        .or(() -> forbidden(stream, error))
        .<Destination>map(Destination.Refused::new)
        .orElseGet(() -> new Destination.Unclear(Cluster.innermost(error)));
  }

  private static Optional<Refusal> forbidden(Stream stream, Throwable error) {
    return Topics.unwrap(error) instanceof AuthorizationException
        ? Optional.of(forbidden(stream))
        : Optional.empty();
  }

  static Refusal forbidden(Stream stream) {
    return new Refusal(
        ErrorCode.FORBIDDEN,
        "Kafka does not let Weir write "
            + TopicPresence.named(stream)
            + ": grant Write and Describe");
  }
}
