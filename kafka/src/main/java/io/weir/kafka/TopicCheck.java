package io.weir.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When the topics of a tail are looked at again: every few seconds, sooner while something is in
 * doubt, and at once when the consumer's metadata changed. Thread: the tail.
 *
 * <p>A look that began before a change says nothing about it; so looks are numbered, and the tail
 * holds what it read until one that began later has an answer.
 */
final class TopicCheck {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE_IN_DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Topics topics;
  private final TailTasks tasks;
  private final Consumer<Map<String, Topics.Answer>> onAnswers;

  private boolean asking;
  private boolean urgent;
  private int begun;
  private int answered;
  private int needed;
  private long lastNanos;

  TopicCheck(Topics topics, TailTasks tasks, Consumer<Map<String, Topics.Answer>> onAnswers) {
    this.topics = topics;
    this.tasks = tasks;
    this.onAnswers = onAnswers;
  }

  /** Nothing more may be read before an answer to a look that begins from now on. */
  void require() {
    needed = begun + 1;
    urgent = true;
  }

  /** Whether what was required is known. */
  boolean isSettled() {
    return answered >= needed;
  }

  /** Goes on without the answer. */
  void waive() {
    answered = Math.max(answered, needed);
  }

  /** Whether it is time to ask. */
  boolean isDue(long nowNanos, boolean inDoubt) {
    long pause = inDoubt || !isSettled() ? PAUSE_IN_DOUBT_NANOS : PAUSE_NANOS;
    return !asking && (urgent || nowNanos - lastNanos >= pause);
  }

  /** Asks what these topics are. Follows {@link #isDue}. */
  void ask(long nowNanos, Collection<String> names) {
    asking = true;
    urgent = false;
    lastNanos = nowNanos;
    int number = ++begun;
    topics
        .describe(names)
        .whenComplete((answers, error) -> tasks.add(() -> onAnswered(number, answers)));
  }

  private void onAnswered(int number, @Nullable Map<String, Topics.Answer> answers) {
    asking = false;
    if (answers == null) {
      return;
    }
    boolean clear = answers.values().stream().noneMatch(Topics.Answer.Unclear.class::isInstance);
    if (clear) {
      answered = Math.max(answered, number);
    }
    onAnswers.accept(answers);
  }
}
