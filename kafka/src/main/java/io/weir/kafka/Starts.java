package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the cluster where the starts of streams are, and makes topics that are missing and may be
 * made. Any thread; as with {@link Topics}, nothing blocks and every answer comes as a value.
 *
 * <p>An end is the last stable offset, not the high watermark: a record of a transaction that is
 * open now becomes visible later, so it must not be skipped.
 */
final class Starts {
  private static final int RETRY_MILLIS = 30;
  private static final int TRIES = Cluster.PATIENCE_MILLIS / RETRY_MILLIS;

  /** A topic that was made a moment ago is not known to every broker: that is asked twice. */
  private static final int SECOND_OPINION_MILLIS = 150;

  private final Cluster cluster;
  private final boolean createAll;

  Starts(Cluster cluster, boolean createAll) {
    this.cluster = cluster;
    this.createAll = createAll;
  }

  CompletionStage<Begin> locate(Stream stream, Start start) {
    Admin admin = cluster.admin();
    if (admin == null || cluster.isDown()) {
      return CompletableFuture.completedFuture(
          new Begin.Refused(cluster.unavailability().orElseGet(() -> cluster.refusal("is away"))));
    }
    Supplier<CompletableFuture<Begin>> question = () -> ask(admin, stream.topic(), start);
    return question
        .get()
        .exceptionallyCompose(
            error ->
                Topics.isMissing(error) ? missing(admin, stream, question) : Topics.failed(error))
        .orTimeout(Cluster.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .exceptionally(error -> new Begin.Refused(refusal(stream, error)));
  }

  private CompletableFuture<Begin> missing(
      Admin admin, Stream stream, Supplier<CompletableFuture<Begin>> question) {
    if (!stream.create() && !createAll) {
      return asked(question, SECOND_OPINION_MILLIS);
    }
    NewTopic topic = new NewTopic(stream.topic(), Optional.empty(), Optional.empty());
    var options = new CreateTopicsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return Topics.stage(admin.createTopics(List.of(topic), options).all())
        .exceptionallyCompose(
            error ->
                Topics.unwrap(error) instanceof TopicExistsException
                    ? CompletableFuture.completedFuture(null)
                    : Topics.failed(new NotCreatedException(Cluster.innermost(error))))
        .thenCompose(ok -> untilKnown(question, TRIES));
  }

  /** A topic that was just made is not known to every broker yet. */
  private static <T> CompletableFuture<T> untilKnown(
      Supplier<CompletableFuture<T>> question, int triesLeft) {
    return question
        .get()
        .exceptionallyCompose(
            error ->
                Topics.isMissing(error) && triesLeft > 0
                    ? asked(() -> untilKnown(question, triesLeft - 1), RETRY_MILLIS)
                    : Topics.failed(error));
  }

  /** The answer to a question that is asked after a pause. */
  private static <T> CompletableFuture<T> asked(
      Supplier<CompletableFuture<T>> question, int pauseMillis) {
    Executor later = CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(question, later).thenCompose(answer -> answer);
  }

  private static CompletableFuture<Begin> ask(Admin admin, String topic, Start start) {
    return Topics.describe(admin, topic)
        .thenCompose(
            described ->
                positions(admin, described, start)
                    .thenApply(at -> new Begin.At(topic, described.topicId(), at).from(start)));
  }

  private static CompletableFuture<Positions> positions(
      Admin admin, TopicDescription topic, Start start) {
    return switch (start) {
      // Of somebody who stopped somewhere, the ends tell what there is of the topic.
      case Start.Latest _, Start.At _ ->
          offsets(admin, topic, OffsetSpec.latest()).thenApply(Starts::positions);
      case Start.Earliest earliest ->
          offsets(admin, topic, OffsetSpec.earliest()).thenApply(Starts::positions);
      case Start.Since(long millis) ->
          // Below zero stand Kafka's names for other places.
          offsets(admin, topic, OffsetSpec.forTimestamp(Math.max(0, millis)))
              .thenCombine(offsets(admin, topic, OffsetSpec.latest()), Starts::orEnd);
    };
  }

  private static CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      Admin admin, TopicDescription topic, OffsetSpec spec) {
    List<TopicPartition> partitions =
        topic.partitions().stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList();
    return Topics.offsets(admin, partitions, spec, IsolationLevel.READ_COMMITTED);
  }

  private static Positions positions(Map<TopicPartition, ListOffsetsResultInfo> offsets) {
    Progress at = new Progress(Positions.NONE);
    offsets.forEach((partition, found) -> set(at, partition, found));
    return at.positions();
  }

  private static Positions orEnd(
      Map<TopicPartition, ListOffsetsResultInfo> offsets,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    Progress at = new Progress(Positions.NONE);
    ends.forEach(
        (partition, end) -> {
          ListOffsetsResultInfo found = offsets.get(partition);
          set(at, partition, found == null || found.offset() < 0 ? end : found);
        });
    return at.positions();
  }

  private static void set(Progress at, TopicPartition partition, ListOffsetsResultInfo found) {
    at.set(partition.partition(), found.offset(), found.leaderEpoch().orElse(Positions.NO_EPOCH));
  }

  private Refusal refusal(Stream stream, Throwable error) {
    String topic = "topic '" + stream.topic() + "' of stream '" + stream.name() + "' ";
    return switch (Topics.unwrap(error)) {
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

  private static final class NotCreatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotCreatedException(String message) {
      super(message);
    }
  }
}
