package io.weir.kafka;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Asks the cluster where the starts of streams are, and makes topics that are missing and may be
 * made. Any thread; as with {@link Topics}, nothing blocks and every answer comes as a value.
 *
 * <p>An end is the last stable offset, not the high watermark: a record of a transaction that is
 * open now becomes visible later, so it must not be skipped.
 */
final class Starts {
  private final Cluster cluster;
  private final TopicPresence presence;

  Starts(Cluster cluster, TopicPresence presence) {
    this.cluster = cluster;
    this.presence = presence;
  }

  CompletionStage<Begin> locate(Stream stream, Start start) {
    Admin admin = cluster.admin();
    if (admin == null || cluster.isDown()) {
      return CompletableFuture.completedFuture(
          new Begin.Refused(cluster.unavailability().orElseGet(() -> cluster.refusal("is away"))));
    }
    return presence
        .ask(admin, stream, () -> ask(admin, stream.topic(), start))
        .exceptionally(error -> new Begin.Refused(refusal(stream, error)));
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
    String topic = TopicPresence.named(stream);
    return TopicPresence.absence(stream, error)
        .orElseGet(
            () ->
                Topics.unwrap(error) instanceof AuthorizationException
                    ? cluster.refusal(
                        "does not let Weir read " + topic + ": grant Describe and Read")
                    : cluster.refusal(
                        "did not say where " + topic + " ends: " + Cluster.innermost(error)));
  }
}
