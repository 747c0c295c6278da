package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.ProcStat;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What takes records in. */
sealed interface IngestSubject extends CostSubject {
  String METRIC = "weir_records_in_total";

  /** Clients to a server that reads, parses and counts. */
  record FrameFloor(Child sink, Subscription load, IngestPlan plan) implements IngestSubject {
    private static final Duration NOW = Duration.ofSeconds(20);

    @Override
    public String name() {
      return "frame floor";
    }

    @Override
    public Cost measure() throws Exception {
      long before = sink.ask("await 0 0", NOW).asLong();
      ProcStat cpu = sink.cpu();
      long start = System.nanoTime();
      load.send(plan.each(), plan.size());
      long longest = plan.longest().toMillis();
      String order = "await " + (before + plan.total()) + " " + longest;
      long records = sink.ask(order, plan.longest().plus(NOW)).asLong() - before;
      return ended(plan, records, start, sink.cpu().secondsSince(cpu));
    }
  }

  /** The same bytes to the same broker, without clients. */
  record ProducerFloor(Child producer, IngestPlan plan) implements IngestSubject {
    @Override
    public String name() {
      return "producer floor";
    }

    @Override
    public Cost measure() throws Exception {
      ProcStat cpu = producer.cpu();
      long start = System.nanoTime();
      producer.ask("produce " + plan.total(), plan.longest());
      return ended(plan, plan.total(), start, producer.cpu().secondsSince(cpu));
    }
  }

  /** Weir from end to end: clients, server, Kafka. */
  record Weir(Scene.Server server, Subscription load, IngestPlan plan) implements IngestSubject {
    /** Each look costs the server an answer. */
    private static final Duration LOOK = Duration.ofMillis(200);

    @Override
    public String name() {
      return "weir, ack=" + plan.ack();
    }

    @Override
    public Cost measure() throws Exception {
      long before = written();
      ProcStat cpu = server.process().cpu();
      long start = System.nanoTime();
      load.send(plan.each(), plan.size());
      long records = 0;
      while (records < plan.total() && System.nanoTime() - start < plan.longest().toNanos()) {
        LockSupport.parkNanos(LOOK.toNanos());
        records = written() - before;
      }
      return ended(plan, records, start, server.process().cpu().secondsSince(cpu));
    }

    private long written() throws Exception {
      return (long) Metrics.of(server.admin()).sum(METRIC);
    }
  }

  private static Cost ended(IngestPlan plan, long records, long startNanos, double cpuSeconds) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new Cost(records, plan.total() - records, seconds, cpuSeconds);
  }
}
