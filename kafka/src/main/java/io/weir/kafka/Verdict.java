package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What becomes of a record whose sending failed. */
sealed interface Verdict {

  /** Kafka will not take this record, however often it is asked. */
  record Refused(Refusal refusal) implements Verdict {}

  /** Nothing is wrong with it, but with another one of its batch, so none of them was written. */
  record Innocent() implements Verdict {}

  /** It may work in a moment. */
  record Later() implements Verdict {}

  /** The producer is of no use any more; the record may have been written or not. */
  record Fatal() implements Verdict {}

  /**
   * What an error means for a record.
   *
   * @param facts of the topic; null if they are not known
   */
  static Verdict of(Exception error, Entry entry, @Nullable TopicFacts facts) {
    Stream stream = entry.stream();
    return switch (error) {
      case RecordTooLargeException e -> new Refused(Unwritable.tooLarge(entry, facts));
      case RecordBatchTooLargeException e -> new Refused(Unwritable.tooLarge(entry, facts));
      case TopicAuthorizationException e -> new Refused(Destinations.forbidden(stream));
      case InvalidTopicException e ->
          new Refused(
              new Refusal(
                  ErrorCode.TOPIC_NOT_FOUND,
                  TopicPresence.named(stream) + " has a name that Kafka does not allow"));
      case InvalidRecordException e -> new Refused(Unwritable.invalid(stream, e));
      case InvalidTimestampException e -> new Refused(Unwritable.invalid(stream, e));
      case PolicyViolationException e -> new Refused(Unwritable.invalid(stream, e));
      case RetriableException e -> new Later();
      // It may be mended on the brokers, as passwords are.
      case AuthenticationException e -> new Later();
      case ApiException e -> isFatal(e) ? new Fatal() : new Refused(Unwritable.failed(stream, e));
      case KafkaException e -> isInnocent(e) ? new Innocent() : new Fatal();
      case Exception e -> new Fatal();
    };
  }

  private static boolean isFatal(ApiException error) {
    return switch (error) {
      case OutOfOrderSequenceException e -> true;
      case InvalidProducerEpochException e -> true;
      case InvalidPidMappingException e -> true;
      case ProducerFencedException e -> true;
      case ClusterAuthorizationException e -> true;
      case UnsupportedVersionException e -> true;
      case ApiException e -> false;
    };
  }

  /** The producer has no type for it, just this sentence. */
  private static boolean isInnocent(KafkaException error) {
    String message = error.getMessage();
    return message != null && message.contains("part of a batch");
  }
}
