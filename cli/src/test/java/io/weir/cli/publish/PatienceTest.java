package io.weir.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PatienceTest {
  private final Window window = new Window(10, 100);
  private Instant now = Instant.EPOCH;
  private final Patience patience = new Patience(window, Duration.ofSeconds(10), () -> now);

  @Test
  void endsWhereThereIsNoConnection() {
    later(9);
    assertThat(patience.left()).isEqualTo(Duration.ofSeconds(1));
    later(1);
    assertThat(patience.isOver()).isTrue();
  }

  @Test
  void beginsAnewWithWhatIsSettled() throws InterruptedException {
    window.put("a", new byte[1]);
    window.put("b", new byte[1]);
    window.open();
    later(9);
    window.acknowledge(1);
    assertThat(patience.left()).isEqualTo(Duration.ofSeconds(10));
    later(9);
    window.refuse(2);
    assertThat(patience.isOver()).isFalse();
  }

  @Test
  void connectionsThatBringNothingDoNotCount() throws InterruptedException {
    window.put("a", new byte[1]);
    for (int i = 0; i < 5; i++) {
      later(2);
      window.open();
      window.close();
    }
    assertThat(patience.isOver()).isTrue();
  }

  @Test
  void waitsForTheInputAsLongAsItTakes() {
    window.open();
    later(100);
    assertThat(patience.isOver()).isFalse();
  }

  @Test
  void zeroIsForEver() {
    Patience endless = new Patience(window, Duration.ZERO, () -> now);
    later(1_000_000);
    assertThat(endless.isOver()).isFalse();
  }

  private void later(int seconds) {
    now = now.plusSeconds(seconds);
  }
}
