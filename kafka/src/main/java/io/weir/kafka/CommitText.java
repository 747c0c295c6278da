package io.weir.kafka;

import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.TopicId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A commit as a group keeps it: for each partition the offset, the leader epoch, and as metadata 20
 * hexadecimal digits by which the topic is known again, on partition 0 followed by the note. An
 * operator who sets an offset with Kafka's tools leaves the metadata empty. Any thread.
 */
final class CommitText {
  private static final int ID_CHARS = 20;

  private CommitText() {}

  static Map<TopicPartition, OffsetAndMetadata> of(String topic, Commit commit) {
    Positions at = commit.cursor().positions();
    String id = hex(commit.cursor().topic());
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    for (int i = 0; i < Math.max(1, at.count()); i++) {
      int epoch = at.epoch(i);
      all.put(
          new TopicPartition(topic, i),
          new OffsetAndMetadata(
              at.next(i),
              epoch == Positions.NO_EPOCH ? Optional.empty() : Optional.of(epoch),
              i == 0 ? id + commit.note() : id));
    }
    return all;
  }

  /**
   * @param hasStream whether the offsets say anything
   */
  static Commit parse(
      String topic, Map<TopicPartition, OffsetAndMetadata> committed, boolean hasStream) {
    Map<Integer, OffsetAndMetadata> own = new TreeMap<>();
    committed.forEach(
        (partition, offset) -> {
          if (offset != null && partition.topic().equals(topic)) {
            own.put(partition.partition(), offset);
          }
        });
    String note = own.containsKey(0) ? note(own.get(0).metadata()) : "";
    return new Commit(hasStream ? cursor(own) : Cursor.NOWHERE, note);
  }

  /** A partition that an earlier topic of that name had is left out. */
  private static Cursor cursor(Map<Integer, OffsetAndMetadata> committed) {
    Optional<TopicId> id =
        committed.values().stream().flatMap(each -> id(each.metadata()).stream()).findFirst();
    Progress at = new Progress(Positions.NONE);
    committed.forEach(
        (partition, each) -> {
          if (id(each.metadata()).equals(id) || each.metadata().isEmpty()) {
            at.set(partition, each.offset(), each.leaderEpoch().orElse(Positions.NO_EPOCH));
          }
        });
    return new Cursor(id.orElse(Cursor.NOWHERE.topic()), at.positions());
  }

  private static String hex(TopicId id) {
    return HexFormat.of().toHexDigits(id.name(), 4) + HexFormat.of().toHexDigits(id.id());
  }

  private static Optional<TopicId> id(String metadata) {
    if (!isOurs(metadata)) {
      return Optional.empty();
    }
    return Optional.of(
        new TopicId(
            HexFormat.fromHexDigits(metadata, 0, 4),
            HexFormat.fromHexDigitsToLong(metadata, 4, ID_CHARS)));
  }

  private static String note(String metadata) {
    return isOurs(metadata) ? metadata.substring(ID_CHARS) : "";
  }

  private static boolean isOurs(String metadata) {
    return metadata.length() >= ID_CHARS
        && metadata.chars().limit(ID_CHARS).allMatch(HexFormat::isHexDigit);
  }
}
