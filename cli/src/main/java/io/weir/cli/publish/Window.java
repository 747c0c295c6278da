package io.weir.cli.publish;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The records between the input and the server's acknowledgement, in their order: bounded, so that
 * whoever reads the input waits for the server. A new connection sends again what is in it.
 *
 * <p>Thread: any; they wait for each other here.
 */
final class Window {
  private final int maxRecords;
  private final long maxBytes;

  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private long bytes;
  private boolean ended;

  private long last;
  private long nextToSend = 1;
  private long highestSent;

  private long connections;

  private boolean connected;

  private long acknowledged;
  private long refused;
  private long again;

  /**
   * How far it is.
   *
   * @param waiting read from the input, and not acknowledged
   * @param again how often a record was sent that had been sent before
   */
  record Counts(long acknowledged, long refused, long waiting, long again) {
    /** What changes if anything gets on. */
    long settled() {
      return acknowledged + refused;
    }
  }

  /**
   * @param maxBytes a record that passes it is still taken
   */
  Window(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Adds a record behind the others; waits while there is no room. */
  synchronized void put(String place, byte[] value) throws InterruptedException {
    while (entries.size() >= maxRecords || bytes >= maxBytes) {
      wait();
    }
    last++;
    entries.put(last, new Entry(last, place, value));
    bytes += value.length;
    notifyAll();
  }

  /** There is nothing more to come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** A connection is open: all is to be sent from the first on. Returns its number. */
  synchronized long open() {
    connections++;
    connected = true;
    nextToSend = first().map(Entry::id).orElse(last + 1);
    return connections;
  }

  /** The connection is no more. */
  synchronized void close() {
    connected = false;
    notifyAll();
  }

  /**
   * What this connection is to send next; waits until there is something. Empty: the connection is
   * no more, or all is settled.
   */
  synchronized Optional<Entry> next(long connection) throws InterruptedException {
    while (isOpen(connection) && !isSettled() && !isNextThere()) {
      wait();
    }
    if (!isOpen(connection) || isSettled()) {
      return Optional.empty();
    }
    Entry entry = Objects.requireNonNull(entries.get(nextToSend));
    nextToSend++;
    again += entry.id() <= highestSent ? 1 : 0;
    highestSent = Math.max(highestSent, entry.id());
    return Optional.of(entry);
  }

  /** The server has it. Whether it waited for that. */
  synchronized boolean acknowledge(long id) {
    boolean waited = remove(id).isPresent();
    acknowledged += waited ? 1 : 0;
    return waited;
  }

  /** The server does not want it; empty if it does not wait. */
  synchronized Optional<Entry> refuse(long id) {
    Optional<Entry> entry = remove(id);
    refused += entry.isPresent() ? 1 : 0;
    return entry;
  }

  /** The first that waits. */
  synchronized Optional<Entry> first() {
    Iterator<Entry> all = entries.values().iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  /** Whether the input has ended and nothing of it waits. */
  synchronized boolean isSettled() {
    return ended && entries.isEmpty();
  }

  /** Whether it is the server that waits, for more of the input. */
  synchronized boolean isIdle() {
    return connected && entries.isEmpty();
  }

  synchronized Counts counts() {
    return new Counts(acknowledged, refused, entries.size(), again);
  }

  /** What was settled before those in front of it is not sent again. */
  private boolean isNextThere() {
    while (nextToSend <= last && !entries.containsKey(nextToSend)) {
      nextToSend++;
    }
    return nextToSend <= last;
  }

  private boolean isOpen(long connection) {
    return connected && connection == connections;
  }

  private Optional<Entry> remove(long id) {
    Entry entry = entries.remove(id);
    if (entry == null) {
      return Optional.empty();
    }
    bytes -= entry.value().length;
    notifyAll();
    return Optional.of(entry);
  }
}
