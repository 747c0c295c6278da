package io.weir.kafka;

import io.weir.engine.stream.Located;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.concurrent.CompletionStage;

/** What a log asks the cluster, for all of its tails and readers. Any thread. */
final class Questions {
  private record Where(Stream stream, Start start) {}

  private final Topics topics;
  private final Starts starts;
  private final InFlight<Where, Begin> sessions = new InFlight<>();

  Questions(Topics topics, Starts starts) {
    this.topics = topics;
    this.starts = starts;
  }

  Topics topics() {
    return topics;
  }

  /** For a tail, whose answer must not be older than its question. */
  Starts starts() {
    return starts;
  }

  /** For a session; when thousands come back at once, those that ask the same share an answer. */
  CompletionStage<Located> locate(Stream stream, Start start) {
    // Positions differ from session to session, but what they are compared with does not.
    Start shared = start instanceof Start.At ? new Start.Latest() : start;
    return sessions
        .ask(new Where(stream, shared), where -> starts.locate(where.stream(), where.start()))
        .thenApply(begin -> begin.of(start).located());
  }
}
