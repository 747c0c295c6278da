package io.weir.kafka;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Start;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * What memberships ask of Kafka, and the thread that they run on. Nothing blocks, and every answer
 * comes within about {@link Cluster#PATIENCE_MILLIS}, on a thread of the admin client. Any thread.
 */
final class ClaimsClient implements Executor {
  private final Cluster cluster;
  private final Questions questions;
  private final KafkaSettings settings;
  private final TailTasks tasks;
  private final AtomicInteger made = new AtomicInteger();

  ClaimsClient(Cluster cluster, Questions questions, KafkaSettings settings, TailTasks tasks) {
    this.cluster = cluster;
    this.questions = questions;
    this.settings = settings;
    this.tasks = tasks;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  long nowNanos() {
    return System.nanoTime();
  }

  GroupConsumer consumer(String group) {
    return new GroupConsumer(settings, "weir-claim-" + made.getAndIncrement(), group);
  }

  Refusal refusal(String what) {
    return cluster.refusal(what);
  }

  /** Makes the topic unless it is there; empty: it is. */
  CompletionStage<Optional<Refusal>> prepare(Membership.Purpose purpose) {
    if (!purpose.hasPositions()) {
      return makeLinksTopic();
    }
    return questions
        .locate(purpose.stream(), new Start.Latest())
        .thenApply(
            located ->
                located instanceof Located.Refused(Refusal refusal)
                    ? Optional.of(refusal)
                    : Optional.empty());
  }

  private CompletionStage<Optional<Refusal>> makeLinksTopic() {
    Admin admin = cluster.admin();
    if (admin == null) {
      return CompletableFuture.completedFuture(Optional.of(cluster.refusal("is away")));
    }
    NewTopic topic =
        new NewTopic(KafkaClaims.TOPIC, Optional.of(1), Optional.empty())
            .configs(Map.of("cleanup.policy", "compact"));
    var options = new CreateTopicsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return Topics.stage(admin.createTopics(List.of(topic), options).all())
        .handle(
            (ok, error) ->
                error == null || Topics.unwrap(error) instanceof TopicExistsException
                    ? Optional.empty()
                    : Optional.of(
                        cluster.refusal(
                            "did not create topic '%s' for links: %s"
                                .formatted(KafkaClaims.TOPIC, Cluster.innermost(error)))));
  }

  /** What the group has committed. Follows an assignment: nobody else can commit meanwhile. */
  CompletionStage<Map<TopicPartition, OffsetAndMetadata>> committed(String group) {
    Admin admin = cluster.admin();
    if (admin == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("no admin client"));
    }
    var options = new ListConsumerGroupOffsetsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return Topics.stage(
        admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata());
  }
}
