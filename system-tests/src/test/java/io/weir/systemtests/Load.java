package io.weir.systemtests;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Records that keep coming, of the keys k0 to k9 in turn, until it is closed. */
final class Load implements AutoCloseable {
  private static final int TICKS = 100;

  private final Topic topic;
  private final String padding;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private int sent;

  /**
   * Begins.
   *
   * @param rate records a second
   * @param bytes about how large a value is
   */
  Load(Topic topic, int rate, int bytes) {
    this.topic = topic;
    this.padding = "x".repeat(bytes);
    var _ =
        clock.scheduleAtFixedRate(
            () -> send(rate / TICKS),
            0,
            TimeUnit.SECONDS.toMillis(1) / TICKS,
            TimeUnit.MILLISECONDS);
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      topic.send("k" + sent % 10, "{\"n\":%d,\"padding\":\"%s\"}".formatted(sent, padding));
      sent++;
    }
  }

  /** Sends no more; all that was sent is in the topic when it returns. */
  @Override
  public void close() {
    clock.close();
    topic.flush();
  }
}
