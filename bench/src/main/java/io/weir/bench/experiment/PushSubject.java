package io.weir.bench.experiment;

import io.weir.bench.floor.ConsumeCommand;
import io.weir.bench.process.Child;
import io.weir.bench.process.Json;
import io.weir.bench.process.ProcStat;
import java.time.Duration;

/** What takes records out of Kafka. */
sealed interface PushSubject extends CostSubject {

  /** A bare consumer of all that the topic has by then. */
  record ConsumerFloor(Child consumer, PushPlan plan) implements PushSubject {
    @Override
    public String name() {
      return "consumer floor";
    }

    @Override
    public Cost measure() throws Exception {
      Duration longest = plan.longest().multipliedBy(plan.runs() + plan.warmUpRounds() + 1L);
      var read = Json.as(consumer.ask("read", longest), ConsumeCommand.Consumed.class);
      return new Cost(read.records(), 0, read.seconds(), read.cpuSeconds());
    }
  }

  /** Weir, from the topic to a peer that has not read while the topic was filled. */
  record Weir(Scene.Server server, Child peer, Child producer, PushPlan plan)
      implements PushSubject {
    private static final Duration NOW = Duration.ofSeconds(20);

    @Override
    public String name() {
      return "weir";
    }

    @Override
    public Cost measure() throws Exception {
      peer.ask("hold", NOW);
      long before = peer.ask("count", NOW).asLong();
      producer.ask("produce " + plan.records(), plan.longest());
      ProcStat cpu = server.process().cpu();
      long start = System.nanoTime();
      String order = "await " + (before + plan.records()) + " " + plan.longest().toMillis();
      long records = peer.ask(order, plan.longest().plus(NOW)).asLong() - before;
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = server.process().cpu().secondsSince(cpu);
      return new Cost(records, plan.records() - records, seconds, cpuSeconds);
    }
  }
}
