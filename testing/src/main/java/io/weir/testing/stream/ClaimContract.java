package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Claim;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all {@link io.weir.engine.stream.Claims} do, in memory and with Kafka. */
public abstract class ClaimContract {
  private static final long PAUSE_NANOS = 1_000_000;

  private final String name = "contract-" + UUID.randomUUID();
  private final Stream stream = new Stream("s-" + name, name, Format.JSON, false, true);
  private final RecordingClaimant first = new RecordingClaimant();
  private final RecordingClaimant second = new RecordingClaimant();
  private ClaimHarness harness;

  /** A harness for one test, which closes it. */
  protected abstract ClaimHarness harness();

  @BeforeEach
  void start() {
    harness = harness();
  }

  @AfterEach
  void end() {
    harness.close();
  }

  @Test
  void nothingIsCommittedAtFirst() {
    claimFirst(Optional.empty());

    assertThat(first.last()).isEqualTo(Commit.NONE);
  }

  @Test
  void whoOwnsKeepsItWhenOthersCome() {
    claimFirst(Optional.empty());
    harness.node(1).claim(name, Optional.empty(), second);
    commit(first, note("a"));
    commit(first, note("b"));

    assertThat(second.owns()).isFalse();
    assertThat(first.timesOwned()).isEqualTo(1);
  }

  @Test
  void namesAreIndependent() {
    claimFirst(Optional.empty());
    harness.node(1).claim(name + "-other", Optional.empty(), second);

    await("both own", () -> first.owns() && second.owns());
  }

  @Test
  void theNextOneFindsPositionsAndNote() {
    harness.createTopic(name, 3);
    Claim claim = claimFirst(Optional.of(stream));
    Cursor cursor =
        new Cursor(
            TopicId.of(name, 1, 2),
            Positions.of(new long[] {7, 0, 1L << 40}, new int[] {3, -1, 0}));
    Commit commit = new Commit(cursor, "{\"sequence\":12}");
    commit(first, commit);
    harness.node(1).claim(name, Optional.of(stream), second);
    claim.leave();

    await("the second owns", second::owns);
    assertThat(second.last()).isEqualTo(commit);
    assertThat(second.last().isOfUnknownTopic()).isFalse();
  }

  @Test
  void whatIsCommittedBeforeLeavingStays() {
    Claim claim = claimFirst(Optional.empty());
    harness.node(1).claim(name, Optional.empty(), second);
    first.ownership().commit(note("last"));
    claim.leave();

    await("the second owns", second::owns);
    assertThat(second.last()).isEqualTo(note("last"));
    assertThat(first.timesOwned()).isEqualTo(1);
  }

  @Test
  void aDeadNodeIsSucceeded() {
    claimFirst(Optional.empty());
    harness.node(1).claim(name, Optional.empty(), second);
    commit(first, note("before"));
    harness.kill(0);

    await("the second owns", second::owns);
    assertThat(second.last()).isEqualTo(note("before"));
  }

  @Test
  void aPausedNodeThatWakesUpCannotCommit() {
    claimFirst(Optional.empty());
    Claim succeeding = harness.node(1).claim(name, Optional.empty(), second);
    commit(first, note("before"));
    harness.pause(0);
    first.ownership().commit(note("too late"));
    await("the second owns", second::owns);
    commit(second, note("after"));
    var stale = first.ownership();
    harness.resume(0);

    await("the first knows", () -> !first.owns());
    stale.commit(note("far too late"));
    succeeding.leave();
    await("the first owns again", first::owns);
    assertThat(first.last()).isEqualTo(note("after"));
    stale.commit(note("with the right of another time"));
    commit(first, note("last"));
    assertThat(first.committed()).containsExactly(note("before"), note("last"));
  }

  @Test
  void aMissingTopicIsWaitedFor() {
    harness.node(0).claim(name, Optional.of(stream), first);
    await("it is refused", first::isRefused);
    harness.createTopic(name, 1);

    await("it is owned", first::owns);
    assertThat(first.last()).isEqualTo(Commit.NONE);
  }

  private Claim claimFirst(Optional<Stream> committed) {
    Claim claim = harness.node(0).claim(name, committed, first);
    await("the first owns", first::owns);
    return claim;
  }

  private static Commit note(String note) {
    return new Commit(Cursor.NOWHERE, note);
  }

  private void commit(RecordingClaimant owner, Commit commit) {
    owner.ownership().commit(commit);
    await("it is committed", () -> owner.committed().contains(commit));
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + harness.patience().toNanos();
    harness.step();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + harness.patience() + ": " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      harness.step();
    }
  }
}
