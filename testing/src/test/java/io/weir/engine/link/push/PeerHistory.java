package io.weir.engine.link.push;

import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a peer of a simulation has received, and what was promised about it: order within each
 * connection, nothing committed that is not confirmed, nothing sent again over the same ownership
 * that is. Thread: the simulation's.
 */
final class PeerHistory {
  /** Whether records may be sent again out of order, so that only keys have one. */
  private final boolean rejects;

  private final List<LogRecord> records = new ArrayList<>();
  private final Set<Long> confirmed = new HashSet<>();
  private final Map<SimulatedPeer, Connection> connections = new HashMap<>();

  /** By ownership, what its node has heard to be confirmed. */
  private final Map<String, Set<Long>> heard = new HashMap<>();

  private record Connection(List<Long> received, Map<Object, Long> lastOfLine, Set<Long> heard) {}

  private Connection connection(SimulatedPeer peer) {
    return Optional.ofNullable(connections.get(peer)).orElseThrow();
  }

  PeerHistory(boolean rejects) {
    this.rejects = rejects;
  }

  void onProduced(LogRecord record) {
    records.add(record);
  }

  void onConnected(SimulatedPeer peer, String ownership) {
    Set<Long> known = heard.computeIfAbsent(ownership, o -> new HashSet<>());
    connections.put(peer, new Connection(new ArrayList<>(), new HashMap<>(), known));
  }

  LogRecord onReceived(SimulatedPeer peer, long number) {
    LogRecord record = records.get((int) number);
    Connection connection = connection(peer);
    connection.received().add(number);
    Object line = line(record);
    Long last = line == null ? null : connection.lastOfLine().put(line, number);
    if (last != null && (rejects ? last > number : last >= number)) {
      throw new AssertionError("%d came behind %d".formatted(number, last));
    }
    if (connection.heard().contains(number)) {
      throw new AssertionError("%d was sent again although it is confirmed".formatted(number));
    }
    return record;
  }

  /** What has an order: a key's records, or a partition's. */
  private @Nullable Object line(LogRecord record) {
    if (!rejects) {
      return record.partition();
    }
    byte[] key = record.key();
    return key == null ? null : ByteBuffer.wrap(key);
  }

  /** The first frames of a connection were confirmed. */
  void onConfirmed(SimulatedPeer peer, int frames) {
    confirmed.addAll(connection(peer).received().subList(0, frames));
  }

  /** The node has heard of that. */
  void onHeard(SimulatedPeer peer, int frames) {
    Connection connection = connection(peer);
    connection.heard().addAll(connection.received().subList(0, frames));
  }

  void onAccepted(LogRecord record) {
    confirmed.add((long) records.indexOf(record));
  }

  void onBuried(long number) {
    confirmed.add(number);
  }

  /** Everything before what is committed has been confirmed. */
  void checkCommitted(Positions committed) {
    for (int i = 0; i < records.size(); i++) {
      if (committed.isPast(records.get(i)) && !confirmed.contains((long) i)) {
        throw new AssertionError("%d is committed, not confirmed: %s".formatted(i, committed));
      }
    }
  }
}
