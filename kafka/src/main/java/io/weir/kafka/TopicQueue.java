package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one topic that are not the producer's yet, in order: one that has to wait holds
 * back those behind it, and no other topic's.
 *
 * <p>Unknown → Known: the cluster told of the topic; asked at once, and again after a pause if it
 * did not say<br>
 * Known → Waiting: the producer lacks metadata or memory; it is offered the same record again,
 * after a pause that doubles<br>
 * Waiting → Known: it took it | Unknown: it did not for long<br>
 * all → Unknown: there is no such topic, or Weir may not write it; all that wait are refused
 *
 * <p>Thread: the writer, but for what says otherwise.
 */
final class TopicQueue {
  private static final Logger LOG = LoggerFactory.getLogger(TopicQueue.class);
  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(320);
  private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Destinations destinations;
  private final Producing producing;
  private final TailTasks tasks;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final Rounds rounds = new Rounds();

  /** Null: unknown. Written by the writer. */
  private volatile @Nullable TopicFacts facts;

  private boolean asking;
  private long askedNanos;
  private long pauseNanos;
  private long retryNanos;
  private long waitingSinceNanos;
  private boolean warned;

  TopicQueue(Destinations destinations, Producing producing, TailTasks tasks) {
    this.destinations = destinations;
    this.producing = producing;
    this.tasks = tasks;
    this.retryNanos = System.nanoTime();
  }

  /** Null if nothing is known of the topic. Any thread. */
  @Nullable TopicFacts facts() {
    return facts;
  }

  void add(Delivery delivery) {
    waiting.addLast(delivery);
  }

  /** Before all others: in the order of the list. */
  void giveBack(List<Delivery> returned) {
    returned.reversed().forEach(waiting::addFirst);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Hands over what can be. When to come again, if nothing happens before. */
  long step(long nowNanos) {
    if (rounds.isUnderWay()) {
      endRound(nowNanos);
    }
    if (!waiting.isEmpty()) {
      askIfDue(nowNanos);
      TopicFacts known = facts;
      if (known != null && nowNanos - retryNanos >= 0 && !rounds.isUnderWay()) {
        handOver(known, nowNanos);
      }
    }
    return nowNanos + pause(nowNanos);
  }

  private long pause(long nowNanos) {
    if (rounds.isUnderWay()) {
      return Rounds.LOOK_NANOS;
    }
    boolean answerWakes = facts == null && asking;
    return waiting.isEmpty() || answerWakes
        ? MAX_PAUSE_NANOS
        : Math.clamp(retryNanos - nowNanos, MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
  }

  private void askIfDue(long nowNanos) {
    boolean stale = facts != null && nowNanos - askedNanos >= ASK_AGAIN_NANOS;
    boolean unknown = facts == null && nowNanos - retryNanos >= 0;
    Delivery first = waiting.peekFirst();
    if (!asking && (stale || unknown) && first != null) {
      asking = true;
      askedNanos = nowNanos;
      Stream stream = first.entry.stream();
      destinations.ask(stream).thenAccept(answer -> tasks.add(() -> onAnswer(stream, answer)));
    }
  }

  private void onAnswer(Stream stream, Destination answer) {
    asking = false;
    switch (answer) {
      case Destination.Present(TopicFacts found) -> {
        facts = found;
        warnOnce(stream, found);
      }
      case Destination.Refused(Refusal refusal) -> {
        facts = null;
        refuse(stream, refusal);
      }
      case Destination.Unclear(String reason) -> waitLonger(System.nanoTime());
    }
  }

  private void warnOnce(Stream stream, TopicFacts found) {
    if (found.isFragile() && !warned) {
      warned = true;
      LOG.warn(
          "event=acknowledged_by_one topic={} replication={} min.insync.replicas=1: set it to 2, or"
              + " what is acknowledged may be on one broker only",
          stream.topic(),
          found.replication());
    }
  }

  /** Those of another stream with the same topic may be treated otherwise: it is asked for. */
  private void refuse(Stream stream, Refusal refusal) {
    for (Delivery next = waiting.peekFirst();
        next != null && next.entry.stream().equals(stream);
        next = waiting.peekFirst()) {
      waiting.removeFirst();
      next.refuse(refusal);
    }
  }

  private void handOver(TopicFacts known, long nowNanos) {
    boolean inRounds = rounds.isActive(nowNanos);
    long nowMillis = System.currentTimeMillis();
    for (Delivery next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
      Refusal refusal = Unwritable.check(next.entry, known, nowMillis);
      if (refusal != null) {
        next.refuse(refusal);
      } else if (inRounds && !rounds.admits(next)) {
        return;
      } else if (!producing.send(next)) {
        onNotTaken(nowNanos);
        return;
      } else if (inRounds) {
        rounds.add(next);
      }
      waiting.removeFirst();
    }
    pauseNanos = 0;
  }

  private void onNotTaken(long nowNanos) {
    if (pauseNanos == 0) {
      waitingSinceNanos = nowNanos;
    }
    waitLonger(nowNanos);
    if (nowNanos - waitingSinceNanos > DOUBT_NANOS) {
      waitingSinceNanos = nowNanos;
      facts = null;
    }
  }

  private void waitLonger(long nowNanos) {
    pauseNanos = Math.clamp(2 * pauseNanos, MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
    retryNanos = nowNanos + pauseNanos;
  }

  private void endRound(long nowNanos) {
    if (rounds.isOver()) {
      List<Delivery> returned = producing.takeReturned(this);
      if (!returned.isEmpty()) {
        rounds.goOn(nowNanos);
      }
      giveBack(returned);
    }
  }

  /** Any thread. */
  boolean isInRounds() {
    return rounds.isActive(System.nanoTime());
  }

  /** Any thread. */
  void beginRounds() {
    rounds.goOn(System.nanoTime());
  }

  /** What was handed over is handed over no longer: the producer is gone. */
  void onRestart() {
    rounds.clear();
    pauseNanos = 0;
  }

  /** Refuses all that wait, for good. */
  void end() {
    Refusal refusal = stopped();
    waiting.forEach(each -> each.refuse(refusal));
    waiting.clear();
  }

  static Refusal stopped() {
    return new Refusal(
        ErrorCode.SHUTTING_DOWN, "Weir is stopping and Kafka has not acknowledged: send it again");
  }
}
