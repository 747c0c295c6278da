package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class WholeAssignorTest {
  private static final Node NODE = new Node(1, "localhost", 9092);

  private final Map<String, Subscription> members = new TreeMap<>();

  @Test
  void oneMemberGetsEverything() {
    member("a");
    member("b");

    assertThat(assign(3)).containsOnly(Map.entry("a", partitions(3)), Map.entry("b", List.of()));
  }

  @Test
  void whoHasSomeKeepsItAndGetsWhatIsNew() {
    member("a");
    member("b", 0, 1);

    assertThat(assign(3)).containsOnly(Map.entry("a", List.of()), Map.entry("b", partitions(3)));
  }

  @Test
  void nobodyGetsWhatTwoClaim() {
    member("a", 0);
    member("b", 1);

    assertThat(assign(2)).containsOnly(Map.entry("a", List.of()), Map.entry("b", List.of()));
  }

  @Test
  void aTopicThatIsMissingHasNoPartitions() {
    member("a");

    assertThat(assign(0)).containsOnly(Map.entry("a", List.of()));
  }

  private void member(String id, Integer... owned) {
    List<TopicPartition> has =
        List.of(owned).stream().map(partition -> new TopicPartition("t", partition)).toList();
    members.put(id, new Subscription(List.of("t"), null, has));
  }

  private Map<String, List<TopicPartition>> assign(int partitions) {
    List<PartitionInfo> infos =
        IntStream.range(0, partitions)
            .mapToObj(i -> new PartitionInfo("t", i, NODE, new Node[] {NODE}, new Node[] {NODE}))
            .toList();
    Cluster cluster = new Cluster("c", List.of(NODE), infos, Set.of(), Set.of());
    Map<String, List<TopicPartition>> all = new TreeMap<>();
    Map<String, Assignment> assigned =
        new WholeAssignor().assign(cluster, new GroupSubscription(members)).groupAssignment();
    assigned.forEach((member, assignment) -> all.put(member, assignment.partitions()));
    return all;
  }

  private static List<TopicPartition> partitions(int count) {
    return IntStream.range(0, count).mapToObj(i -> new TopicPartition("t", i)).toList();
  }
}
