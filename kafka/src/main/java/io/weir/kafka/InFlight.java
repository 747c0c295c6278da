package io.weir.kafka;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Questions whose answers are on their way: whoever asks the same meanwhile is given that answer.
 * Any thread.
 *
 * @param <Q> a question, compared by equals
 * @param <A> its answer
 */
final class InFlight<Q, A> {
  private final Map<Q, CompletableFuture<A>> asked = new ConcurrentHashMap<>();

  CompletionStage<A> ask(Q question, Function<Q, CompletionStage<A>> asking) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    CompletableFuture<A> earlier = asked.putIfAbsent(question, answer);
    if (earlier != null) {
      return earlier.minimalCompletionStage();
    }
    try {
      asking.apply(question).whenComplete((value, error) -> settle(question, value, error));
    } catch (RuntimeException e) {
      asked.remove(question);
      answer.completeExceptionally(e);
    }
    return answer.minimalCompletionStage();
  }

  @SuppressWarnings("NullAway") // exactly one of the two is null
  private void settle(Q question, A value, Throwable error) {
    CompletableFuture<A> answer = asked.remove(question);
    if (error == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(error);
    }
  }
}
