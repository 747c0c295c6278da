package io.weir.bench.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.bench.load.LoadReport;
import io.weir.bench.process.Child;
import io.weir.bench.process.Json;
import java.io.IOException;
import java.time.Duration;

/** A load process whose connections are all open. */
record Subscription(Child process) {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /**
   * Waits until all are open.
   *
   * @throws IOException if some could not be opened
   */
  static Subscription of(Child process) throws Exception {
    LoadReport.Connections connections = report(process.await("open", Scene.START)).connections();
    if (connections.failed() > 0) {
      throw new IOException(
          "%d of %d connections failed: %s"
              .formatted(connections.failed(), connections.wanted(), connections.firstFailure()));
    }
    return new Subscription(process);
  }

  long totalFrames() throws Exception {
    return received().totalFrames();
  }

  /** What has come so far. */
  LoadReport.Received received() throws Exception {
    return report(process.ask("report", ANSWER)).received();
  }

  /** They read no more. */
  void pause() throws Exception {
    process.ask("pause", ANSWER);
  }

  /** They read on. */
  void resume() throws Exception {
    process.ask("resume", ANSWER);
  }

  /** Each sends so many messages of that size, as fast as it can; returns at once. */
  void send(long messagesEach, int size) throws Exception {
    process.ask("send " + messagesEach + " " + size, ANSWER);
  }

  void reset() throws Exception {
    process.ask("reset", ANSWER);
  }

  /** Waits until so many frames in all have come, or for that long. */
  LoadReport await(long totalFrames, Duration longest) throws Exception {
    String order = "await " + totalFrames + " " + longest.toMillis();
    return report(process.ask(order, longest.plus(ANSWER)));
  }

  private static LoadReport report(JsonNode value) throws IOException {
    return Json.as(value, LoadReport.class);
  }
}
