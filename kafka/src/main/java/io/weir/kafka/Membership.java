package io.weir.kafka;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Claim;
import io.weir.engine.stream.Claimant;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Ownership;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claim's part in its group.
 *
 * <p>Preparing → Member: the topic is there<br>
 * Member → Asking: all partitions are assigned<br>
 * Asking → Owning: what was committed last is known<br>
 * Asking, Owning → Member: revoked | a commit was refused | the coordinator is silent for so long
 * that another member may have become the owner<br>
 * all → Left: told to leave
 *
 * <p>Thread: the claims', but for {@link #leave} and {@link Tenure#commit}.
 */
final class Membership implements Claim {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  /** Shorter than the coordinator's session by the time that an answer may have been on its way. */
  private static final Duration SILENCE =
      Duration.ofMillis(ClientProperties.SESSION_MILLIS - 1_000);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final String group;
  private final Purpose purpose;
  private final ClaimsClient client;
  private final Claimant claimant;
  private final Seldom failures = new Seldom(Duration.ofSeconds(10));

  private State state = State.PREPARING;
  private @Nullable GroupConsumer consumer;
  private @Nullable Tenure tenure;
  private @Nullable Commit pending;
  private boolean committing;
  private boolean fenced;
  // Answers to earlier questions are dropped.
  private int question;
  private long dueNanos = Long.MIN_VALUE;

  private enum State {
    PREPARING,
    MEMBER,
    ASKING,
    OWNING,
    LEFT
  }

  /**
   * What is committed there.
   *
   * @param stream to whose topic all members subscribe
   * @param hasPositions whether its offsets say anything
   */
  record Purpose(Stream stream, boolean hasPositions) {
    String topic() {
      return stream.topic();
    }
  }

  Membership(String group, Purpose purpose, ClaimsClient client, Claimant claimant) {
    this.group = group;
    this.purpose = purpose;
    this.client = client;
    this.claimant = claimant;
  }

  /** One ownership. What it commits after its end is dropped, whoever owns then. */
  private final class Tenure implements Ownership {
    @Override
    public void commit(Commit commit) {
      client.execute(
          () -> {
            if (this == tenure) {
              pending = commit;
            }
          });
    }
  }

  @Override
  public void leave() {
    client.execute(this::end);
  }

  boolean isLeft() {
    return state == State.LEFT;
  }

  void step(long nowNanos) {
    try {
      if (state == State.PREPARING) {
        prepare(nowNanos);
      } else if (consumer != null && !isLeft()) {
        step(nowNanos, consumer);
      }
    } catch (RuntimeException e) {
      if (!isLeft() && failures.isDue(nowNanos)) { // it may have left from within
        LOG.warn("event=claim_failed group={} reason=\"{}\"", group, Cluster.innermost(e));
      }
      dueNanos = nowNanos + PAUSE_NANOS;
      if (state == State.OWNING && consumer != null && isCutOff(nowNanos, consumer)) {
        lose("the coordinator is silent"); // others may own by now
      }
    }
  }

  private void prepare(long nowNanos) {
    if (nowNanos < dueNanos) {
      return;
    }
    dueNanos = Long.MAX_VALUE;
    int asked = ++question;
    client
        .prepare(purpose)
        .whenComplete(
            (refusal, error) ->
                client.execute(
                    () -> onPrepared(asked, refusal == null ? Optional.empty() : refusal)));
  }

  private void onPrepared(int asked, Optional<Refusal> refusal) {
    if (asked != question || state != State.PREPARING) {
      return;
    }
    dueNanos = client.nowNanos() + PAUSE_NANOS;
    if (refusal.isPresent()) {
      if (failures.isDue(client.nowNanos())) {
        LOG.warn("event=claim_waits group={} reason=\"{}\"", group, refusal.get().message());
      }
      claimant.onRefused(refusal.get());
      return;
    }
    try {
      GroupConsumer made = client.consumer(group);
      made.subscribe(purpose.topic(), this::onRevoked);
      consumer = made;
      state = State.MEMBER;
    } catch (KafkaException e) {
      claimant.onRefused(client.refusal(Cluster.innermost(e)));
    }
  }

  private void step(long nowNanos, GroupConsumer with) {
    with.poll(nowNanos);
    switch (state) {
      case MEMBER -> {
        if (with.isAssigned() && !fenced && nowNanos >= dueNanos && !isCutOff(nowNanos, with)) {
          ask();
        }
      }
      case OWNING -> {
        if (isCutOff(nowNanos, with)) {
          lose("the coordinator is silent");
        } else {
          commit(nowNanos, with);
        }
      }
      case ASKING, PREPARING, LEFT -> {}
    }
  }

  private static boolean isCutOff(long nowNanos, GroupConsumer with) {
    return with.isCutOff(nowNanos, SILENCE);
  }

  private void onRevoked() {
    fenced = false;
    lose("revoked");
  }

  private void ask() {
    state = State.ASKING;
    int asked = ++question;
    client
        .committed(group)
        .whenComplete((offsets, error) -> client.execute(() -> onCommitted(asked, offsets)));
  }

  private void onCommitted(int asked, @Nullable Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (asked != question || state != State.ASKING) {
      return;
    }
    if (offsets == null) {
      state = State.MEMBER;
      dueNanos = client.nowNanos() + PAUSE_NANOS;
      return;
    }
    state = State.OWNING;
    Tenure begun = new Tenure();
    tenure = begun;
    LOG.info("event=claim_owned group={}", group);
    claimant.onOwned(begun, CommitText.parse(purpose.topic(), offsets, purpose.hasPositions()));
  }

  private void commit(long nowNanos, GroupConsumer with) {
    Commit next = pending;
    if (next == null || committing || nowNanos < dueNanos) {
      return;
    }
    pending = null;
    committing = true;
    Tenure of = tenure;
    with.commit(
        CommitText.of(purpose.topic(), next), (offsets, error) -> onCommit(of, next, error));
  }

  private void onCommit(@Nullable Tenure of, Commit commit, @Nullable Exception error) {
    committing = false;
    if (of == null || of != tenure) {
      return;
    }
    if (error == null) {
      claimant.onCommitted(commit);
    } else if (error instanceof CommitFailedException
        || error instanceof FencedInstanceIdException) {
      fenced = true; // until the consumer says so itself
      lose("a commit was refused");
    } else {
      pending = pending == null ? commit : pending;
      dueNanos = client.nowNanos() + PAUSE_NANOS;
      if (failures.isDue(client.nowNanos())) {
        LOG.warn("event=commit_failed group={} reason=\"{}\"", group, Cluster.innermost(error));
      }
    }
  }

  private void lose(String why) {
    question++;
    pending = null;
    boolean owned = tenure != null;
    tenure = null;
    if (state != State.LEFT) {
      state = State.MEMBER;
    }
    if (owned) {
      LOG.info("event=claim_lost group={} reason=\"{}\"", group, why);
      claimant.onLost();
    }
  }

  /** Leaves the group. */
  void end() {
    GroupConsumer left = consumer;
    if (state == State.LEFT) {
      return;
    }
    state = State.LEFT;
    Commit last = pending;
    tenure = null;
    if (left != null) {
      try {
        if (last != null) {
          left.commitLast(CommitText.of(purpose.topic(), last));
        }
      } catch (KafkaException e) {
        LOG.warn("event=commit_failed group={} reason=\"{}\"", group, Cluster.innermost(e));
      } finally {
        left.leave();
      }
    }
  }

  /** As if the process had died. */
  void abandon() {
    state = State.LEFT;
    tenure = null;
    if (consumer != null) {
      consumer.abandon();
    }
  }
}
