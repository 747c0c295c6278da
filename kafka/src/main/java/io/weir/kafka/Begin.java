package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.TopicId;
import org.apache.kafka.common.Uuid;

/** Where the reading of a topic begins, or why it does not. */
sealed interface Begin {

  /** Here, in every partition. */
  record At(String topic, Uuid id, Positions positions) implements Begin {

    Cursor cursor(Positions at) {
      TopicId of = TopicId.of(topic, id.getMostSignificantBits(), id.getLeastSignificantBits());
      return new Cursor(of, at);
    }

    /**
     * Where somebody stopped, if this is the end and the start says so. An epoch that is yet to
     * come is left out: a consumer that heard of it would wait for that leader for ever.
     */
    Begin from(Start start) {
      if (!(start instanceof Start.At(Positions known))) {
        return this;
      }
      if (known.count() > positions.count()) {
        return new Refused(
            new Refusal(
                ErrorCode.KAFKA_UNAVAILABLE,
                "topic '%s' has %d partitions as far as Kafka knows, the position %d: try again"
                    .formatted(topic, positions.count(), known.count())));
      }
      Progress at = new Progress(Positions.NONE);
      for (int i = 0; i < positions.count(); i++) {
        boolean hasBeen = known.epoch(i) <= positions.epoch(i);
        at.set(i, known.next(i), hasBeen ? known.epoch(i) : Positions.NO_EPOCH);
      }
      return new At(topic, id, at.positions());
    }
  }

  record Refused(Refusal refusal) implements Begin {}

  /** The same for those who know nothing of Kafka. */
  default Located located() {
    return switch (this) {
      case At at -> new Located.Found(at.cursor(at.positions()));
      case Refused(Refusal refusal) -> new Located.Refused(refusal);
    };
  }

  /**
   * Where a start is that is this one, or that is somewhere in a topic of which this is the end.
   */
  default Begin of(Start start) {
    return this instanceof At at ? at.from(start) : this;
  }
}
