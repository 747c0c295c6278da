package io.weir.kafka;

import io.weir.engine.stream.Claim;
import io.weir.engine.stream.Claimant;
import io.weir.engine.stream.Claims;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims as consumer groups: one for each name, of the classic protocol, since there the member
 * says how long its session is. The group of a stream subscribes to its topic, so that Kafka's own
 * tools show the link's lag; the others to a topic of Weir's that stays empty.
 *
 * <p>One thread steps all members in turn. None of them reads, and nothing blocks it, but for
 * leaving. Thread: its own; {@link #claim}, the start and the stop any.
 */
public final class KafkaClaims implements Claims {
  /** Where claims without a stream commit: one partition, compacted, no records. */
  public static final String TOPIC = "weir-links";

  /** In front of the name of what is claimed. */
  public static final String GROUP = "weir-link-";

  private static final Logger LOG = LoggerFactory.getLogger(KafkaClaims.class);
  private static final Duration IDLE = Duration.ofMillis(900);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Thread thread;
  private final TailTasks tasks = new TailTasks(() -> {});
  private final ClaimsClient client;
  private final List<Membership> members = new ArrayList<>();
  private boolean stopping;

  KafkaClaims(Cluster cluster, Questions questions, KafkaSettings settings) {
    this.client = new ClaimsClient(cluster, questions, settings, tasks);
    this.thread = Thread.ofPlatform().name("weir-claims").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public Claim claim(String name, Optional<Stream> stream, Claimant claimant) {
    Stream committed = stream.orElse(new Stream(TOPIC, TOPIC, Format.BYTES, true, false));
    var purpose = new Membership.Purpose(committed, stream.isPresent());
    Membership member = new Membership(GROUP + name, purpose, client, claimant);
    tasks.add(() -> members.add(member));
    return member;
  }

  /** Runs a task between two steps. Any thread. */
  void execute(Runnable task) {
    tasks.add(task);
  }

  private void run() {
    tasks.bind();
    while (!stopping) {
      tasks.run();
      long nowNanos = System.nanoTime();
      for (Membership member : members) {
        member.step(nowNanos);
      }
      members.removeIf(Membership::isLeft);
      if (!stopping) {
        tasks.await(members.isEmpty() ? IDLE : PAUSE);
      }
    }
    tasks.close();
  }

  /** Leaves all groups. Waits for the thread, but not longer. */
  void stop(Duration deadline) {
    end(Membership::end, deadline);
  }

  /** As if the process had died: nothing is left, nothing more is committed. */
  void abandon(Duration deadline) {
    end(Membership::abandon, deadline);
  }

  private void end(Consumer<Membership> how, Duration deadline) {
    tasks.add(
        () -> {
          stopping = true;
          members.forEach(how);
        });
    try {
      if (thread.isAlive() && !thread.join(deadline)) {
        LOG.warn("event=claims_stop_late");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
