package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Stream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Questions to the cluster about topics. Any thread asks; nothing blocks, every answer comes within
 * {@link Cluster#PATIENCE_MILLIS}, as a value: futures complete normally, on the admin client's
 * thread.
 */
final class Topics {
  private static final int RETRY_MILLIS = 30;
  private static final int TRIES = Cluster.PATIENCE_MILLIS / RETRY_MILLIS;

  /** A topic that was made a moment ago is not known to every broker: that is asked twice. */
  private static final int SECOND_OPINION_MILLIS = 150;

  private final Cluster cluster;
  private final boolean createAll;

  Topics(Cluster cluster, boolean createAll) {
    this.cluster = cluster;
    this.createAll = createAll;
  }

  /** What is known of a topic. */
  sealed interface Answer {
    record Present(Uuid id, int partitions) implements Answer {}

    /** The cluster says there is no such topic. One broker may not have heard of it yet. */
    record Missing() implements Answer {}

    /** The cluster did not say. */
    record Unclear() implements Answer {}
  }

  /** Where the reading of a topic begins, or why it does not. */
  sealed interface Located {
    /** The end of every partition. */
    record At(Uuid id, Map<Integer, ListOffsetsResultInfo> ends) implements Located {}

    record Refused(Refusal refusal) implements Located {}
  }

  /** The offsets that a partition has: from the first that is kept to the one that comes next. */
  record Bounds(long begin, long end) {}

  /**
   * Finds the end of a stream's topic, and makes the topic if it is missing and may be made.
   *
   * <p>The end is the last stable offset, not the high watermark: a record of a transaction that is
   * open now becomes visible later, so it must not be skipped.
   */
  CompletionStage<Located> locate(Stream stream) {
    Admin admin = cluster.admin();
    if (admin == null || cluster.isDown()) {
      return CompletableFuture.completedFuture(
          new Located.Refused(
              cluster.unavailability().orElseGet(() -> cluster.refusal("is away"))));
    }
    return ends(admin, stream.topic())
        .exceptionallyCompose(error -> isMissing(error) ? missing(admin, stream) : failed(error))
        .orTimeout(Cluster.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .exceptionally(error -> new Located.Refused(refusal(stream, error)));
  }

  private CompletableFuture<Located> missing(Admin admin, Stream stream) {
    if (!stream.create() && !createAll) {
      return asked(() -> ends(admin, stream.topic()), SECOND_OPINION_MILLIS);
    }
    NewTopic topic = new NewTopic(stream.topic(), Optional.empty(), Optional.empty());
    var options = new CreateTopicsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return stage(admin.createTopics(List.of(topic), options).all())
        .exceptionallyCompose(
            error ->
                unwrap(error) instanceof TopicExistsException
                    ? CompletableFuture.completedFuture(null)
                    : failed(new NotCreatedException(Cluster.innermost(error))))
        .thenCompose(ok -> untilKnown(() -> ends(admin, stream.topic()), TRIES));
  }

  /** A topic that was just made is not known to every broker yet. */
  private static <T> CompletableFuture<T> untilKnown(
      Supplier<CompletableFuture<T>> question, int triesLeft) {
    return question
        .get()
        .exceptionallyCompose(
            error ->
                isMissing(error) && triesLeft > 0
                    ? asked(() -> untilKnown(question, triesLeft - 1), RETRY_MILLIS)
                    : failed(error));
  }

  /** The answer to a question that is asked after a pause. */
  private static <T> CompletableFuture<T> asked(
      Supplier<CompletableFuture<T>> question, int pauseMillis) {
    Executor later = CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(question, later).thenCompose(answer -> answer);
  }

  private static CompletableFuture<Located> ends(Admin admin, String topic) {
    return describe(admin, topic).thenCompose(description -> ends(admin, description));
  }

  private static CompletableFuture<TopicDescription> describe(Admin admin, String topic) {
    var options = new DescribeTopicsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return stage(
        admin.describeTopics(List.of(topic), options).topicNameValues().values().iterator().next());
  }

  private static CompletableFuture<Located> ends(Admin admin, TopicDescription topic) {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (var partition : topic.partitions()) {
      question.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
    }
    return offsets(admin, question)
        .thenApply(
            answer -> {
              Map<Integer, ListOffsetsResultInfo> ends = new HashMap<>();
              answer.forEach((partition, end) -> ends.put(partition.partition(), end));
              return new Located.At(topic.topicId(), ends);
            });
  }

  private static CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      Admin admin, Map<TopicPartition, OffsetSpec> question) {
    var options =
        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(Cluster.PATIENCE_MILLIS);
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

  /** The bounds of these partitions; empty if the cluster did not say. */
  CompletionStage<Map<TopicPartition, Bounds>> bounds(Collection<TopicPartition> partitions) {
    Admin admin = cluster.admin();
    if (admin == null) {
      return CompletableFuture.completedFuture(Map.of());
    }
    Map<TopicPartition, OffsetSpec> begins = new HashMap<>();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicPartition partition : partitions) {
      begins.put(partition, OffsetSpec.earliest());
      ends.put(partition, OffsetSpec.latest());
    }
    return offsets(admin, begins)
        .thenCombine(offsets(admin, ends), Topics::bounds)
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

  private Refusal refusal(Stream stream, Throwable error) {
    String topic = "topic '" + stream.topic() + "' of stream '" + stream.name() + "' ";
    return switch (unwrap(error)) {
      case NotCreatedException e ->
          new Refusal(
              ErrorCode.TOPIC_NOT_FOUND,
              topic + "does not exist and Kafka did not create it: " + e.getMessage());
      case InvalidTopicException e ->
          new Refusal(ErrorCode.TOPIC_NOT_FOUND, topic + "has a name that Kafka does not allow");
      case UnknownTopicOrPartitionException e ->
          new Refusal(
              ErrorCode.TOPIC_NOT_FOUND,
              topic + "does not exist in Kafka; create it or set create: true");
      case AuthorizationException e ->
          cluster.refusal("does not let Weir read " + topic.strip() + ": grant Describe and Read");
      case Throwable e ->
          cluster.refusal("did not say where " + topic + "ends: " + Cluster.innermost(e));
    };
  }

  private static boolean isMissing(Throwable error) {
    return unwrap(error) instanceof UnknownTopicOrPartitionException;
  }

  private static Throwable unwrap(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }

  private static <T> CompletableFuture<T> stage(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }

  private static <T> CompletableFuture<T> failed(Throwable error) {
    return CompletableFuture.failedFuture(error);
  }

  private static final class NotCreatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotCreatedException(String message) {
      super(message);
    }
  }
}
