package io.weir.testing.invariant;

import io.weir.engine.stream.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session that may miss records has the latest ones, each key's in order. To be checked once
 * everything that can move has moved.
 *
 * @param ofEachKey whether it has to have the latest record of each key, in one of the partitions
 *     where the key is; else, the latest of all, in one of the partitions
 */
public record LatestArrives(boolean ofEachKey) implements Invariant {

  @Override
  public void check(SessionHistory session, LogHistory log) {
    if (ofEachKey) {
      checkOrderOfKeys(session);
    }
    Map<Object, Map<Integer, Long>> latest = new HashMap<>();
    for (int i = 0; i < log.size(); i++) {
      for (LogRecord record : log.partition(i).current()) {
        if (isPromised(record, session, log)) {
          group(record).ifPresent(group -> put(latest, group, record));
        }
      }
    }
    for (LogRecord record : session.received()) {
      group(record).ifPresent(group -> latest.computeIfPresent(group, (g, of) -> rest(of, record)));
    }
    if (!latest.isEmpty()) {
      throw new AssertionError(session + " never got the latest, by partition, of: " + latest);
    }
  }

  private static void put(Map<Object, Map<Integer, Long>> latest, Object group, LogRecord record) {
    latest.computeIfAbsent(group, g -> new HashMap<>()).put(record.partition(), record.offset());
  }

  /** What of a kind is still to come, or null: it is there, or was superseded by what is lost. */
  private static @Nullable Map<Integer, Long> rest(Map<Integer, Long> latest, LogRecord received) {
    return received.offset() >= latest.getOrDefault(received.partition(), 0L) ? null : latest;
  }

  private static boolean isPromised(LogRecord record, SessionHistory session, LogHistory log) {
    return session.wants(record)
        && record.offset() >= session.promised().next(record.partition())
        && record.offset() >= log.partition(record.partition()).begin();
  }

  private Optional<Object> group(LogRecord record) {
    if (!ofEachKey) {
      return Optional.of("");
    }
    return Optional.ofNullable(record.key()).map(key -> new String(key, StandardCharsets.UTF_8));
  }

  private static void checkOrderOfKeys(SessionHistory session) {
    Map<Object, LogRecord> last = new HashMap<>();
    for (LogRecord record : session.received()) {
      if (record.key() == null) {
        continue;
      }
      Object key = Map.entry(record.partition(), new String(record.key(), StandardCharsets.UTF_8));
      LogRecord before = last.put(key, record);
      if (before != null
          && record.offset() <= before.offset()
          && record.leaderEpoch() <= before.leaderEpoch()) {
        throw new AssertionError(
            session
                + " got of one key offset "
                + record.offset()
                + " behind offset "
                + before.offset()
                + " of partition "
                + record.partition());
      }
    }
  }
}
