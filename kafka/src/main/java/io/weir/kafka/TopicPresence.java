package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Questions about topics that may be missing: one that may be made is, and the question asked
 * again. Any thread; nothing blocks.
 */
final class TopicPresence {
  private static final int RETRY_MILLIS = 30;
  private static final int TRIES = Cluster.PATIENCE_MILLIS / RETRY_MILLIS;

  /** A topic that was made a moment ago is not known to every broker: that is asked twice. */
  private static final int SECOND_OPINION_MILLIS = 150;

  private final boolean createAll;

  TopicPresence(boolean createAll) {
    this.createAll = createAll;
  }

  /** The answer, within {@link Cluster#PATIENCE_MILLIS}; it fails if there is none. */
  <T> CompletableFuture<T> ask(
      Admin admin, Stream stream, Supplier<CompletableFuture<T>> question) {
    return question
        .get()
        .exceptionallyCompose(
            error ->
                Topics.isMissing(error) ? missing(admin, stream, question) : Topics.failed(error))
        .orTimeout(Cluster.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private <T> CompletableFuture<T> missing(
      Admin admin, Stream stream, Supplier<CompletableFuture<T>> question) {
    if (!stream.create() && !createAll) {
      return asked(question, SECOND_OPINION_MILLIS);
    }
    NewTopic topic = new NewTopic(stream.topic(), Optional.empty(), Optional.empty());
    var options = new CreateTopicsOptions().timeoutMs(Cluster.PATIENCE_MILLIS);
    return Topics.stage(admin.createTopics(List.of(topic), options).all())
        .exceptionallyCompose(error -> notCreated(Topics.unwrap(error)))
        .thenCompose(ok -> untilKnown(question, TRIES));
  }

  private static CompletableFuture<Void> notCreated(Throwable error) {
    return switch (error) {
      case TopicExistsException e -> CompletableFuture.allOf();
      case RetriableException e -> Topics.failed(e);
      case Throwable e -> Topics.failed(new NotCreatedException(Cluster.innermost(e), e));
    };
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

  /** Why there is no answer, if it is because there is no such topic. */
  static Optional<Refusal> absence(Stream stream, Throwable error) {
    return switch (Topics.unwrap(error)) {
      case NotCreatedException e ->
          absent(stream, "does not exist and Kafka did not create it: " + e.getMessage());
      case InvalidTopicException e -> absent(stream, "has a name that Kafka does not allow");
      case UnknownTopicOrPartitionException e ->
          absent(stream, "does not exist in Kafka; create it or set create: true");
      case Throwable e -> Optional.empty();
    };
  }

  private static Optional<Refusal> absent(Stream stream, String why) {
    return Optional.of(new Refusal(ErrorCode.TOPIC_NOT_FOUND, named(stream) + " " + why));
  }

  /** How messages name a topic. */
  static String named(Stream stream) {
    return "topic '" + stream.topic() + "' of stream '" + stream.name() + "'";
  }

  private static final class NotCreatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotCreatedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
