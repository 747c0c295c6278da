package io.weir.kafka;

import io.weir.engine.metric.Metrics;
import java.util.ArrayList;
import java.util.List;

/** The readers that were made and whose threads have not ended. Any thread. */
final class KafkaReaders {
  private final KafkaSettings settings;
  private final Questions questions;
  private final TailCounts counts;
  private final List<KafkaTail> alive = new ArrayList<>();
  private int made;
  private boolean closed;

  KafkaReaders(KafkaSettings settings, Questions questions, Metrics metrics) {
    this.settings = settings;
    this.questions = questions;
    this.counts = TailCounts.ofReaders(metrics);
  }

  /** A new one, which runs unless they are closed. */
  synchronized KafkaTail start() {
    alive.removeIf(reader -> !reader.isAlive());
    String name = "weir-reader-" + made++;
    TailConsumer consumer = new TailConsumer(ClientProperties.reader(settings, name));
    KafkaTail reader = new KafkaTail(name, consumer, questions, counts);
    if (!closed) {
      reader.start();
      alive.add(reader);
    }
    return reader;
  }

  /** No other one runs from now on. Those that are to be stopped. */
  synchronized List<KafkaTail> close() {
    closed = true;
    return List.copyOf(alive);
  }
}
