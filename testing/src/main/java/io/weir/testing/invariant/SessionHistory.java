package io.weir.testing.invariant;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What one client asked for, what it was promised and what came: over one session, or over several
 * of which each goes on at the cursor where the client stood. Thread: whoever observes the client.
 */
public final class SessionHistory {
  private final String name;
  private final Predicate<LogRecord> wants;
  private final List<Event> events = new ArrayList<>();
  private Positions promised;
  private boolean exact;
  private boolean told = true;
  private int marked;

  /** What comes to a client. */
  sealed interface Event {}

  record Received(LogRecord record) implements Event {}

  record Missing(Gap gap) implements Event {}

  /**
   * @param wants whether the session asked for a record
   * @param promised from where on everything has to come, if perhaps from earlier on: the end at
   *     the moment at which the client was told that it is open; partitions that came later begin
   *     at 0
   */
  public SessionHistory(String name, Predicate<LogRecord> wants, Positions promised) {
    this.name = name;
    this.wants = wants;
    this.promised = promised;
  }

  /** Where it begins is known: from there on everything has to come, and nothing before. */
  public void beginExactly(Positions at) {
    promised = at;
    exact = true;
  }

  /** Nobody tells the client of gaps: what the log has not any more it may miss without a word. */
  public void isNotTold() {
    told = false;
  }

  /** The client got a record. */
  public void onReceived(LogRecord record) {
    events.add(new Received(record));
  }

  /** The client was told that records will not come. */
  public void onGap(Gap gap) {
    events.add(new Missing(gap));
  }

  /** The client knows a cursor that stands behind all that has come. */
  public void mark() {
    marked = events.size();
  }

  /** The client forgets what has come since the last cursor that it knows, and goes on there. */
  public void rollBack() {
    events.subList(marked, events.size()).clear();
  }

  List<Event> events() {
    return events;
  }

  /** What came, in this order. */
  public List<LogRecord> received() {
    List<LogRecord> records = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Received(LogRecord record)) {
        records.add(record);
      }
    }
    return records;
  }

  public boolean wants(LogRecord record) {
    return wants.test(record);
  }

  /** From where on everything was promised. */
  public Positions promised() {
    return promised;
  }

  boolean isExact() {
    return exact;
  }

  boolean isTold() {
    return told;
  }

  @Override
  public String toString() {
    return name;
  }
}
