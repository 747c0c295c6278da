package io.weir.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member of a group. Whoever has them keeps them, however many come and
 * go; if nobody has, the members' ids decide, which are random, so that groups spread over the
 * nodes. If two claim to have some, nobody gets any: each gives back what it has and joins again,
 * so that no partition goes from one to another while the first one still takes it for its own
 * (KIP-429).
 *
 * <p>Public and with this constructor since Kafka's client makes it. Thread: the claims'.
 */
public final class WholeAssignor implements ConsumerPartitionAssignor, Configurable {
  /** The property with an {@link AtomicInteger} that is told how many members there are. */
  static final String SIZE = "weir.group.size";

  private AtomicInteger size = new AtomicInteger(1);

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(SIZE) instanceof AtomicInteger told) {
      size = told;
    }
  }

  @Override
  public String name() {
    return "weir-whole";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE);
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    Map<String, Subscription> members = group.groupSubscription();
    List<String> owners =
        members.entrySet().stream()
            .filter(member -> !member.getValue().ownedPartitions().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    String chosen = owners.isEmpty() ? anybody(members.keySet()) : owners.getFirst();
    boolean disputed = owners.size() > 1;
    Map<String, Assignment> all = new HashMap<>();
    for (var member : members.entrySet()) {
      boolean whole = !disputed && member.getKey().equals(chosen);
      all.put(
          member.getKey(),
          new Assignment(
              whole ? partitions(metadata, member.getValue().topics()) : List.of(),
              ByteBuffer.allocate(Integer.BYTES).putInt(0, members.size())));
    }
    return new GroupAssignment(all);
  }

  private static String anybody(Set<String> members) {
    return members.stream().min(Comparator.naturalOrder()).orElseThrow();
  }

  private static List<TopicPartition> partitions(Cluster metadata, List<String> topics) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : new TreeSet<>(topics)) {
      Integer count = metadata.partitionCountForTopic(topic);
      IntStream.range(0, count == null ? 0 : count)
          .forEach(partition -> all.add(new TopicPartition(topic, partition)));
    }
    return all;
  }

  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata group) {
    ByteBuffer told = assignment.userData();
    size.set(told == null || told.remaining() < Integer.BYTES ? 1 : told.getInt(told.position()));
  }
}
