package io.weir.bench.experiment;

import io.weir.bench.load.LoadReport;
import io.weir.bench.process.Child;
import java.io.IOException;
import java.time.Duration;

/**
 * Live subscribers of one stream, alone and while sessions of another replay.
 *
 * <p>Records are published in bunches of half a second, without a pause between them. What counts
 * beside a replay are the bunches that it outlasted; of a replay that was over before the first one
 * was, the first, and its seconds say so.
 */
final class LiveBeside {
  private static final int BUNCHES_PER_SECOND = 2;
  private static final int BUNCHES_BEFORE = 4;
  private static final int BUNCHES_ALONE = 10;
  private static final int DELIVERIES_PER_SECOND = ReplayPlan.LIVE_RATE * ReplayPlan.LIVE_SESSIONS;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Child publisher;
  private final Subscription load;
  private final ReplaySubject.Sessions replay;
  private final Scene scene;

  /**
   * One pair of windows.
   *
   * @param replaySeconds from the first connect until the last session had everything
   * @param windowSeconds of live records beside it
   */
  record Pair(
      Sample alone, Sample beside, double replaySeconds, double windowSeconds, boolean complete) {}

  LiveBeside(Scene scene, Scene.Server server, ReplaySubject.Sessions replay) throws Exception {
    this.scene = scene;
    this.replay = replay;
    this.publisher = scene.publisher(ReplayPlan.LIVE_SIZE, ReplayPlan.KEYS);
    this.load = Subscription.of(scene.load(server.url(""), ReplayPlan.LIVE_SESSIONS, 1));
  }

  Pair measure() throws Exception {
    Quiet.await(replay.server().process());
    publish(BUNCHES_BEFORE);
    load.reset();
    publish(BUNCHES_ALONE);
    Sample alone = sample(load.received());
    Subscription past = replay.begin();
    load.reset();
    Sample beside = beside(past);
    LoadReport.Received replayed = past.received();
    scene.end(past.process());
    double window = beside.deliveries() / (double) DELIVERIES_PER_SECOND;
    return new Pair(alone, beside, replayed.lastSeconds(), window, isComplete(replayed));
  }

  private Sample beside(Subscription past) throws Exception {
    long end = System.nanoTime() + ReplayPlan.longest(replay.deliveries()).toNanos();
    publish(1);
    LoadReport.Received counts = load.received();
    while (past.totalFrames() < replay.deliveries() && System.nanoTime() - end < 0) {
      counts = load.received();
      publish(1);
    }
    return sample(counts);
  }

  private boolean isComplete(LoadReport.Received replayed) {
    return replayed.totalFrames() == replay.deliveries()
        && replayed.fewestFrames() == replay.records();
  }

  private static Sample sample(LoadReport.Received received) {
    return Sample.of(received, received.totalFrames(), 0);
  }

  /**
   * Returns when all of it has arrived.
   *
   * @throws IOException if it does not
   */
  private void publish(int bunches) throws Exception {
    int records = bunches * ReplayPlan.LIVE_RATE / BUNCHES_PER_SECOND;
    long expected = load.totalFrames() + (long) records * ReplayPlan.LIVE_SESSIONS;
    publisher.ask("publish " + records + " " + ReplayPlan.LIVE_RATE, LONGEST);
    long arrived = load.await(expected, LONGEST).received().totalFrames();
    if (arrived != expected) {
      throw new IOException(arrived + " live records arrived instead of " + expected);
    }
  }
}
