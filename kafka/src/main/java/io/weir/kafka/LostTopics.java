package io.weir.kafka;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices topics that were deleted while the producer had records for them: it would wait for such
 * a topic for ever, without a word. When the oldest record has not moved for a while the topics of
 * all that wait are asked for, and asked for again before it is believed that they are gone, since
 * one broker may not have heard of them. Thread: the writer.
 */
final class LostTopics {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_IN_DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long the records of other topics are waited for, since those in flight would be lost. */
  private static final long QUIET_AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Topics topics;
  private final Producing producing;
  private final TailTasks tasks;
  private final Set<String> doubted = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private @Nullable Delivery oldest;
  private boolean asking;
  private long lookedNanos = System.nanoTime();
  private long lostNanos;

  LostTopics(Topics topics, Producing producing, TailTasks tasks) {
    this.topics = topics;
    this.producing = producing;
    this.tasks = tasks;
  }

  void step(long nowNanos) {
    long pause = doubted.isEmpty() ? LOOK_NANOS : LOOK_IN_DOUBT_NANOS;
    if (asking || !lost.isEmpty() || nowNanos - lookedNanos < pause) {
      return;
    }
    lookedNanos = nowNanos;
    Delivery before = oldest;
    oldest = producing.oldest();
    if (oldest != null && oldest.equals(before)) {
      asking = true;
      topics
          .describe(producing.topics())
          .thenAccept(answers -> tasks.add(() -> onAnswers(answers)));
    } else {
      doubted.clear();
    }
  }

  private void onAnswers(Map<String, Topics.Answer> answers) {
    asking = false;
    Set<String> missing = new HashSet<>();
    answers.forEach(
        (topic, answer) -> {
          if (answer instanceof Topics.Answer.Missing) {
            missing.add(topic);
          }
        });
    missing.stream().filter(doubted::contains).forEach(lost::add);
    doubted.clear();
    doubted.addAll(missing);
    lostNanos = System.nanoTime();
  }

  /** Whether no more is to be handed over, until the producer has been made anew. */
  boolean isAny() {
    return !lost.isEmpty();
  }

  /** Whether the producer can be ended: it has nothing else, or not moved for long. */
  boolean isQuiet(long nowNanos) {
    return nowNanos - lostNanos >= QUIET_AT_MOST_NANOS || lost.containsAll(producing.topics());
  }

  String names() {
    return String.join(", ", lost);
  }

  void onRestart() {
    lost.clear();
    doubted.clear();
    oldest = null;
  }
}
