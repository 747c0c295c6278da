package io.weir.bench.experiment;

import io.weir.bench.load.LoadReport;
import io.weir.bench.process.Child;
import io.weir.bench.process.ProcStat;
import java.time.Duration;

/** The floor, with so many frames in one write. */
record FloorSubject(Child floor, Subscription load, FanoutPlan plan, int batch) implements Subject {
  /** Without batches the floor is slow, and fewer messages say as much. */
  private static final int SHARE_OF_BURST = 4;

  @Override
  public String name() {
    return batch == 1 ? "floor, 1 frame a write" : "floor, " + batch + " frames a write";
  }

  @Override
  public void warmUp() throws Exception {
    for (int round = 0; round < plan.warmUpRounds(); round++) {
      write(plan.warmUpBurst(), 0);
    }
  }

  @Override
  public Sample measure() throws Exception {
    boolean share = plan.isBurst() && batch == 1;
    return write(plan.records() / (share ? SHARE_OF_BURST : 1), plan.rate());
  }

  private Sample write(int records, double rate) throws Exception {
    int messages = Math.ceilDiv(records, batch) * batch;
    load.reset();
    long expected = load.totalFrames() + (long) messages * plan.audience();
    ProcStat before = floor.cpu();
    floor.order("write %d %s %d %d".formatted(messages, rate, batch, plan.audience()));
    Duration longest = plan.longest(messages);
    floor.await("write", longest);
    double cpu = floor.cpu().secondsSince(before);
    LoadReport end = load.await(expected, longest);
    return Sample.of(end.received(), expected, cpu);
  }
}
