package io.weir.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class WindowTest {
  private final Window window = new Window(3, 100);

  @Test
  void sendsInOrderAndEndsWhenAllIsSettled() throws InterruptedException {
    fill("a", "b");
    window.end();
    long connection = window.open();
    assertThat(next(connection)).containsExactly("a", "b");
    window.acknowledge(1);
    assertThat(window.isSettled()).isFalse();
    assertThat(window.refuse(2)).map(Entry::place).contains("b");
    assertThat(window.isSettled()).isTrue();
    assertThat(window.next(connection)).isEmpty();
    assertThat(window.counts()).isEqualTo(new Window.Counts(1, 1, 0, 0));
  }

  @Test
  void aNewConnectionSendsAgainWhatIsNotAcknowledged() throws InterruptedException {
    fill("a", "b", "c");
    assertThat(next(window.open())).containsExactly("a", "b", "c");
    window.acknowledge(2);
    window.close();
    long second = window.open();
    assertThat(window.next(second)).map(Entry::place).contains("a");
    assertThat(window.counts().again()).isEqualTo(1);
  }

  @Test
  void skipsWhatIsSettledAlready() throws InterruptedException {
    fill("a", "b", "c");
    next(window.open());
    window.acknowledge(2);
    window.close();
    assertThat(next(window.open())).containsExactly("a", "c");
    assertThat(window.counts().again()).isEqualTo(2);
  }

  @Test
  void anEndedConnectionIsGivenNothing() throws InterruptedException {
    fill("a");
    long first = window.open();
    window.close();
    assertThat(window.next(first)).isEmpty();
    window.open();
    assertThat(window.next(first)).isEmpty();
  }

  @Test
  void whoReadsTheInputWaitsWhileThereAreTooMany() throws Exception {
    fill("a", "b", "c");
    var fourth = CompletableFuture.runAsync(() -> put("d"));
    assertThat(fourth).isNotDone();
    assertThat(window.counts().waiting()).isEqualTo(3);
    window.acknowledge(1);
    fourth.get(5, TimeUnit.SECONDS);
    assertThat(window.counts().waiting()).isEqualTo(3);
  }

  @Test
  void largeRecordsAreTooManySooner() throws Exception {
    window.put("large", new byte[100]);
    var second = CompletableFuture.runAsync(() -> put("b"));
    assertThat(second).isNotDone();
    assertThat(window.counts().waiting()).isEqualTo(1);
    window.acknowledge(1);
    second.get(5, TimeUnit.SECONDS);
  }

  @Test
  void anAnswerThatComesTwiceCountsOnce() {
    fill("a");
    window.acknowledge(1);
    window.acknowledge(1);
    assertThat(window.refuse(1)).isEmpty();
    assertThat(window.counts()).isEqualTo(new Window.Counts(1, 0, 0, 0));
  }

  private void fill(String... places) {
    List.of(places).forEach(this::put);
  }

  private void put(String place) {
    try {
      window.put(place, new byte[1]);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What can be sent without waiting. */
  private List<String> next(long connection) throws InterruptedException {
    List<String> places = new ArrayList<>();
    long unsent = window.counts().waiting();
    for (long i = 0; i < unsent; i++) {
      Optional<Entry> next = window.next(connection);
      places.add(next.orElseThrow().place());
    }
    return places;
  }
}
