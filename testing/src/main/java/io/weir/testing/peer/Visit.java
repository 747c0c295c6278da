package io.weir.testing.peer;

import java.util.ArrayList;
import java.util.List;

/** What the peer saw of one connection. Threads: the connection's writes, any reads. */
public final class Visit {
  private final int number;
  private final Conduct conduct;
  private final List<String> received = new ArrayList<>();
  private String target = "";
  private int answered;
  private long fed;
  private boolean heard;
  private String end = "";
  private String violation = "";

  Visit(int number, Conduct conduct) {
    this.number = number;
    this.conduct = conduct;
  }

  public Conduct conduct() {
    return conduct;
  }

  synchronized void onHandshake(String asked) {
    target = asked;
  }

  synchronized void onReceived(String message) {
    received.add(message);
  }

  /** Confirms this many of what was received. */
  synchronized void onAnswered(int messages) {
    answered = messages;
  }

  synchronized void onFed() {
    fed++;
  }

  /** The other side has answered our close frame. */
  synchronized void onHeard() {
    heard = true;
  }

  synchronized void onViolation(String message) {
    violation = message;
  }

  synchronized void onEnded(String how) {
    if (end.isEmpty()) {
      end = how;
    }
  }

  /** The path and query that were asked for; "" if it did not come to that. */
  public synchronized String target() {
    return target;
  }

  /** The messages that came, in their order. A copy. */
  public synchronized List<String> received() {
    return List.copyOf(received);
  }

  public synchronized int count() {
    return received.size();
  }

  /** How many of them, from the first on, were confirmed, by a pong or by a reply. */
  public synchronized int answered() {
    return answered;
  }

  /** How many messages of the feed were sent whole. */
  public synchronized long fed() {
    return fed;
  }

  /** Whether the other side has certainly heard everything that was said to it. */
  public synchronized boolean isHeard() {
    return heard;
  }

  public synchronized boolean isOver() {
    return !end.isEmpty();
  }

  /** What the other side did that RFC 6455 forbids; "" if nothing. */
  public synchronized String violation() {
    return violation;
  }

  @Override
  public synchronized String toString() {
    return "%d %s (%s): %d received, %d answered, %d fed, %s %s"
        .formatted(
            number,
            target,
            conduct,
            received.size(),
            answered,
            fed,
            end.isEmpty() ? "open" : end,
            violation);
  }
}
