package io.weir.kafka;

import static io.weir.kafka.Kit.done;
import static io.weir.kafka.Kit.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.kafka.embedded.EmbeddedCluster;
import io.weir.testing.stream.RecordingFollower;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that loses its end: its leader is gone, and the next one never had all of it. */
class TruncationIT {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @TempDir Path folder;

  @Test
  void goesOnWhereTheLogTookAnotherCourse() {
    try (EmbeddedCluster cluster = new EmbeddedCluster(folder, 3);
        Kit kit = new Kit(cluster.bootstrapServers(), 1)) {
      Map<String, String> unclean = Map.of("unclean.leader.election.enable", "true");
      kit.create(new NewTopic("t", Map.of(0, List.of(2, 3))).configs(unclean));
      RecordingFollower live = new RecordingFollower();
      kit.log
          .tail(stream("t"))
          .execute(() -> kit.log.tail(stream("t")).open(stream("t"), new Start.Latest(), live));
      Kit.await("the start", live::isOpen);
      produce(kit, "both", 10);
      cluster.stop(3);
      produce(kit, "lost", 10);
      Kit.await("20 records", () -> live.records().size() == 20);
      Positions before = live.end();

      cluster.stop(2);
      cluster.start(3);
      elect(kit, 3);
      produce(kit, "other", 15);

      RecordingFollower past = read(kit, new Start.At(before));
      assertTruncated(live, 35);
      assertTruncated(past, 15);
      Labels labels = Labels.of("stream", "t").and("reason", "truncated");
      assertThat(kit.metrics.read(Metric.GAPS)).containsEntry(labels, 2L);
    }
  }

  private static void produce(Kit kit, String value, int count) {
    for (int i = 0; i < count; i++) {
      kit.produce("t", 0, "k", value);
    }
  }

  private static void elect(Kit kit, int broker) {
    Kit.await("replica " + broker, () -> isAlive(kit, broker));
    if (partition(kit).leader() == null) {
      done(kit.admin.electLeaders(ElectionType.UNCLEAN, Set.of(PARTITION)).partitions());
    }
    Kit.await(
        "leader " + broker,
        () -> {
          var leader = partition(kit).leader();
          return leader != null && leader.id() == broker;
        });
  }

  private static boolean isAlive(Kit kit, int broker) {
    return done(kit.admin.describeCluster().nodes()).stream().anyMatch(n -> n.id() == broker);
  }

  private static TopicPartitionInfo partition(Kit kit) {
    return done(kit.admin.describeTopics(List.of("t")).topicNameValues().values().iterator().next())
        .partitions()
        .getFirst();
  }

  private static RecordingFollower read(Kit kit, Start start) {
    RecordingFollower follower = new RecordingFollower();
    Reader reader = kit.log.reader(stream("t"));
    reader.execute(() -> reader.open(stream("t"), start, follower));
    Kit.await("the start", follower::isOpen);
    return follower;
  }

  private static void assertTruncated(RecordingFollower follower, int records) {
    Kit.await(records + " records", () -> follower.records().size() >= records);
    assertThat(follower.gaps()).hasSize(1);
    Gap gap = follower.gaps().getFirst();
    assertThat(gap).isEqualTo(new Gap(0, 10, 19, Reason.TRUNCATED, gap.epoch()));
    assertThat(gap.epoch()).isNotNegative();
    assertThat(follower.records()).hasSize(records);
    assertThat(follower.values().subList(records - 15, records)).containsOnly("other");
    assertThat(follower.records().getLast().leaderEpoch()).isGreaterThan(gap.epoch());
    assertThat(follower.end().next(0)).isEqualTo(25);
    assertThat(follower.violation()).isNull();
  }
}
