package io.weir.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Questions to the cluster about topics. Any thread asks; nothing blocks, every answer comes within
 * {@link Cluster#PATIENCE_MILLIS}, as a value: futures complete normally, on the admin client's
 * thread.
 */
final class Topics {
  private final Cluster cluster;

  Topics(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What is known of a topic. */
  sealed interface Answer {
    record Present(Uuid id, int partitions) implements Answer {}

    /** The cluster says there is no such topic. One broker may not have heard of it yet. */
    record Missing() implements Answer {}

    /** The cluster did not say. */
    record Unclear() implements Answer {}
  }

  /** The offsets that a partition has: from the first that is kept to the one that comes next. */
  record Bounds(long begin, long end) {}

  static CompletableFuture<TopicDescription> describe(Admin admin, String topic) {
    var options = new DescribeTopicsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return stage(
        admin.describeTopics(List.of(topic), options).topicNameValues().values().iterator().next());
  }

  static CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, spec));
    var options = new ListOffsetsOptions(level).timeoutMs(Cluster.PATIENCE_MILLIS);
    return stage(admin.listOffsets(question, options).all());
  }

  /** What these topics are now. Each of them is in the answer. */
  CompletionStage<Map<String, Answer>> describe(Collection<String> topics) {
    Map<String, CompletableFuture<Answer>> parts = new HashMap<>();
    Admin admin = cluster.admin();
    if (admin == null) {
      topics.forEach(t -> parts.put(t, CompletableFuture.completedFuture(new Answer.Unclear())));
    } else {
      var options = new DescribeTopicsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
      admin
          .describeTopics(topics, options)
          .topicNameValues()
          .forEach((topic, future) -> parts.put(topic, stage(future).handle(Topics::answer)));
    }
    return CompletableFuture.allOf(parts.values().toArray(CompletableFuture<?>[]::new))
        .thenApply(
            ok -> {
              Map<String, Answer> answers = new HashMap<>();
              parts.forEach((topic, answer) -> answers.put(topic, answer.join()));
              return answers;
            });
  }

  @SuppressWarnings("NullAway") // exactly one of the two is null
  private static Answer answer(TopicDescription topic, Throwable error) {
    if (error != null) {
      return isMissing(error) ? new Answer.Missing() : new Answer.Unclear();
    }
    return new Answer.Present(topic.topicId(), topic.partitions().size());
  }

  /**
   * The bounds of these partitions; empty if the cluster did not say. Up to the high watermark: a
   * position behind an open transaction is not beyond the end.
   */
  CompletionStage<Map<TopicPartition, Bounds>> bounds(Collection<TopicPartition> partitions) {
    Admin admin = cluster.admin();
    if (admin == null) {
      return CompletableFuture.completedFuture(Map.of());
    }
    IsolationLevel all = IsolationLevel.READ_UNCOMMITTED;
    return offsets(admin, partitions, OffsetSpec.earliest(), all)
        .thenCombine(offsets(admin, partitions, OffsetSpec.latest(), all), Topics::bounds)
        .exceptionally(error -> Map.of());
  }

  private static Map<TopicPartition, Bounds> bounds(
      Map<TopicPartition, ListOffsetsResultInfo> begins,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    Map<TopicPartition, Bounds> bounds = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          ListOffsetsResultInfo begin = begins.get(partition);
          if (begin != null) {
            bounds.put(partition, new Bounds(begin.offset(), end.offset()));
          }
        });
    return bounds;
  }

  static boolean isMissing(Throwable error) {
    return unwrap(error) instanceof UnknownTopicOrPartitionException;
  }

  static Throwable unwrap(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }

  static <T> CompletableFuture<T> stage(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }

  static <T> CompletableFuture<T> failed(Throwable error) {
    return CompletableFuture.failedFuture(error);
  }
}
