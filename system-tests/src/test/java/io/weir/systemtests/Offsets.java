package io.weir.systemtests;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which records of a topic: of each partition the offsets, in the order in which they came. */
final class Offsets {
  private final Map<Integer, List<Long>> partitions = new TreeMap<>();

  static Offsets of(List<ConsumerRecord<String, String>> records) {
    Offsets offsets = new Offsets();
    records.forEach(each -> offsets.add(each.partition(), each.offset()));
    return offsets;
  }

  void add(int partition, long offset) {
    partitions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(offset);
  }

  Set<Integer> partitions() {
    return partitions.keySet();
  }

  /** Those of a partition. */
  List<Long> in(int partition) {
    return partitions.getOrDefault(partition, List.of());
  }

  int count() {
    return partitions.values().stream().mapToInt(List::size).sum();
  }

  Offsets copy() {
    return map((_, offsets) -> offsets);
  }

  /** What is behind so many of each partition as others are. */
  Offsets after(Offsets others) {
    return map((to, offsets) -> offsets.subList(others.in(to).size(), offsets.size()));
  }

  /** What is in these from the first of others on. */
  Offsets fromFirstOf(Offsets others) {
    return map(
        (to, offsets) ->
            others.in(to).isEmpty()
                ? List.of()
                : offsets.subList(offsets.indexOf(others.in(to).getFirst()), offsets.size()));
  }

  private Offsets map(BiFunction<Integer, List<Long>, List<Long>> change) {
    Offsets changed = new Offsets();
    partitions.forEach(
        (to, offsets) -> change.apply(to, offsets).forEach(each -> changed.add(to, each)));
    return changed;
  }

  @Override
  public String toString() {
    return partitions.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, each -> each.getValue().size()))
        .toString();
  }
}
