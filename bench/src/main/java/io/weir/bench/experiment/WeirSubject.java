package io.weir.bench.experiment;

import io.weir.bench.load.LoadReport;
import io.weir.bench.process.Child;
import io.weir.bench.process.ProcStat;
import java.time.Duration;

/** Weir from end to end: producer, Kafka, server, subscribers. */
record WeirSubject(String name, Child server, Child publisher, Subscription load, FanoutPlan plan)
    implements Subject {
  @Override
  public void warmUp() throws Exception {
    for (int round = 0; round < plan.warmUpRounds(); round++) {
      publish(0, plan.warmUpBurst(), 0);
    }
    if (plan.pacedWarmUpRecords() > 0) {
      publish(0, plan.pacedWarmUpRecords(), plan.rate());
    }
  }

  @Override
  public Sample measure() throws Exception {
    return publish(plan.recordsBefore(), plan.records(), plan.rate());
  }

  /** The window begins when the records before it have arrived, and the producer goes on. */
  private Sample publish(int before, int records, double rate) throws Exception {
    long start = load.totalFrames();
    long expected = start + ((long) before + records) * plan.audience();
    Duration longest = plan.longest(before + records);
    load.reset();
    ProcStat cpu = server.cpu();
    publisher.order("publish " + (before + records) + " " + rate);
    if (before > 0) {
      load.await(start + (long) before * plan.audience(), longest);
      load.reset();
      cpu = server.cpu();
    }
    LoadReport end = load.await(expected, longest);
    double seconds = server.cpu().secondsSince(cpu);
    publisher.await("publish", longest);
    return Sample.of(end.received(), expected, seconds);
  }
}
