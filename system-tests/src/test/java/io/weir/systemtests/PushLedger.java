package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.peer.Visit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a peer got of a stream that is pushed to it with {@code frame: record}, and what it was to
 * get: every record, those of a partition in order without a hole, again only those that were not
 * confirmed. Thread: the test's.
 */
final class PushLedger {
  private static final Pattern RECORD =
      Pattern.compile("\"value\":(\\{[^}]*}),.*\"partition\":(\\d+),\"offset\":(\\d+)");

  /** Before which connection the process was killed, and what was committed just before. */
  private final NavigableMap<Integer, Map<Integer, Long>> kills = new TreeMap<>();

  /** By partition, behind what has come. */
  private final Map<Integer, Long> come = new HashMap<>();

  /** By partition, behind what the peer has confirmed. */
  private final Map<Integer, Long> confirmed = new HashMap<>();

  /** By partition, before what must not come again. */
  private Map<Integer, Long> floor = new HashMap<>();

  private final Map<Integer, Map<Long, String>> values = new TreeMap<>();

  /**
   * @param visits how many connections there were when it was dead
   * @param committed of the link's group, when it was still alive
   */
  void onKilled(int visits, Map<Integer, Long> committed) {
    kills.put(visits, committed);
  }

  void check(List<Visit> visits, List<ConsumerRecord<String, String>> produced) {
    for (int i = 0; i < visits.size(); i++) {
      Map<Integer, Long> committed = kills.get(i);
      if (committed != null) {
        onNewLife(i, committed);
      }
      follow(visits.get(i));
    }
    Map<Integer, Map<Long, String>> all = new TreeMap<>();
    for (ConsumerRecord<String, String> each : produced) {
      all.computeIfAbsent(each.partition(), _ -> new TreeMap<>()).put(each.offset(), each.value());
    }
    assertThat(values).isEqualTo(all);
  }

  private void onNewLife(int visit, Map<Integer, Long> committed) {
    committed.forEach(
        (partition, offset) ->
            assertThat(offset)
                .as("committed of %d before visit %d", partition, visit)
                .isLessThanOrEqualTo(confirmed.getOrDefault(partition, 0L)));
    floor = new HashMap<>(committed);
  }

  private void follow(Visit visit) {
    assertThat(visit.violation()).as("%s", visit).isEmpty();
    Map<Integer, Long> last = new HashMap<>();
    Map<Integer, Long> answered = new HashMap<>();
    int count = 0;
    for (String frame : visit.received()) {
      Matcher record = RECORD.matcher(frame);
      assertThat(record.find()).as(frame).isTrue();
      int partition = Integer.parseInt(record.group(2));
      long offset = Long.parseLong(record.group(3));
      assertFollows(visit, partition, offset, last.put(partition, offset));
      come.merge(partition, offset + 1, Math::max);
      values.computeIfAbsent(partition, _ -> new TreeMap<>()).put(offset, record.group(1));
      if (count++ < visit.answered()) {
        answered.put(partition, offset + 1);
      }
    }
    answered.forEach((partition, next) -> confirmed.merge(partition, next, Math::max));
    if (visit.isHeard()) {
      answered.forEach((partition, next) -> floor.merge(partition, next, Math::max));
    }
  }

  private void assertFollows(Visit visit, int partition, long offset, @Nullable Long last) {
    String what = "partition %d of visit %s".formatted(partition, visit);
    if (last != null) {
      assertThat(offset).as(what).isEqualTo(last + 1);
    } else {
      assertThat(offset)
          .as(what)
          .isBetween(floor.getOrDefault(partition, 0L), come.getOrDefault(partition, 0L));
    }
  }
}
