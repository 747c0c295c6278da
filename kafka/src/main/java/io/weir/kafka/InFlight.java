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

  /**
   * @param asking asks; its answer comes normally
   */
  CompletionStage<A> ask(Q question, Function<Q, CompletionStage<A>> asking) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    CompletableFuture<A> earlier = asked.putIfAbsent(question, answer);
    if (earlier != null) {
      return earlier.minimalCompletionStage();
    }
    asking
        .apply(question)
        .thenAccept(
            value -> {
              asked.remove(question);
              answer.complete(value);
            });
    return answer.minimalCompletionStage();
  }
}
