package io.weir.bench.experiment;

import io.weir.bench.floor.ConsumeCommand;
import io.weir.bench.load.LoadReport;
import io.weir.bench.process.Child;
import io.weir.bench.process.Json;
import io.weir.bench.process.ProcStat;
import java.time.Duration;

/** Who reads a topic from its beginning to its end, again and again. */
sealed interface ReplaySubject {
  String name();

  Replayed measure() throws Exception;

  /** A bare consumer. */
  record Bare(Child consumer, long records) implements ReplaySubject {
    @Override
    public String name() {
      return "a bare consumer";
    }

    @Override
    public Replayed measure() throws Exception {
      Duration longest = ReplayPlan.longest(records);
      return Replayed.of(
          Json.as(consumer.ask("read", longest), ConsumeCommand.Consumed.class), records);
    }
  }

  /** Sessions that connect at once, in a new process each time. */
  record Sessions(Scene scene, Scene.Server server, String topic, int sessions, long records)
      implements ReplaySubject {
    static final String REPLAYED = "weir_records_replayed_total";

    /** So few frames are looked at for a time that it costs the subscribers nothing. */
    private static final int SAMPLE = 1 << 20;

    @Override
    public String name() {
      return sessions == 1 ? "1 session" : "%,d sessions".formatted(sessions);
    }

    @Override
    public Replayed measure() throws Exception {
      Quiet.await(server.process());
      double readBefore = server.metric(REPLAYED, topic);
      ProcStat cpuBefore = server.process().cpu();
      Subscription load = begin();
      LoadReport end = load.await(deliveries(), ReplayPlan.longest(deliveries()));
      double cpu = server.process().cpu().secondsSince(cpuBefore);
      double read = server.metric(REPLAYED, topic) - readBefore;
      scene.end(load.process());
      return Replayed.of(end.received(), sessions, records, cpu, read);
    }

    /** All are connected, and receive. */
    Subscription begin() throws Exception {
      return Subscription.of(scene.load(server.url(topic, "?from=earliest"), sessions, SAMPLE));
    }

    long deliveries() {
      return sessions * records;
    }
  }
}
