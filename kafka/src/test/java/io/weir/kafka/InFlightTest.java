package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight<String, Integer> inFlight = new InFlight<>();
  private final List<CompletableFuture<Integer>> asked = new ArrayList<>();

  private CompletionStage<Integer> ask(String question) {
    return inFlight.ask(
        question,
        q -> {
          CompletableFuture<Integer> answer = new CompletableFuture<>();
          asked.add(answer);
          return answer;
        });
  }

  @Test
  void givesOneAnswerToAllWhoAskTheSame() {
    List<CompletionStage<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(ask("a"));
    }
    answers.add(ask("b"));
    assertThat(asked).hasSize(2);
    asked.getFirst().complete(1);
    asked.getLast().complete(2);
    assertThat(answers.getLast().toCompletableFuture()).isCompletedWithValue(2);
    assertThat(answers.subList(0, 1_000))
        .allSatisfy(each -> assertThat(each.toCompletableFuture()).isCompletedWithValue(1));
  }

  @Test
  void asksAnewOnceThereIsAnAnswer() {
    var first = ask("a");
    asked.getFirst().complete(1);
    var second = ask("a");
    asked.getLast().complete(2);
    assertThat(first.toCompletableFuture()).isCompletedWithValue(1);
    assertThat(second.toCompletableFuture()).isCompletedWithValue(2);
  }

  @Test
  void givesAnAnswerThatIsThereAtOnce() {
    for (int i = 0; i < 2; i++) {
      int number = i;
      var answer = inFlight.ask("a", q -> CompletableFuture.completedFuture(number));
      assertThat(answer.toCompletableFuture()).isCompletedWithValue(number);
    }
  }

  @Test
  void forgetsAQuestionThatFailed() {
    var first = ask("a");
    asked.getFirst().completeExceptionally(new IllegalStateException());
    assertThat(first.toCompletableFuture()).isCompletedExceptionally();
    var closed =
        inFlight.ask(
            "a",
            q -> {
              throw new IllegalStateException("closed");
            });
    assertThat(closed.toCompletableFuture()).isCompletedExceptionally();
    var second = ask("a");
    asked.getLast().complete(2);
    assertThat(second.toCompletableFuture()).isCompletedWithValue(2);
  }
}
