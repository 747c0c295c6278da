package io.weir.testing.stream;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Claimant;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what it was told. Any thread. */
public final class RecordingClaimant implements Claimant {
  private final List<Commit> committed = new ArrayList<>();
  private @Nullable Ownership ownership;
  private Commit last = Commit.NONE;
  private @Nullable Refusal refused;
  private int owned;
  private int lost;

  @Override
  public synchronized void onOwned(Ownership begun, Commit before) {
    if (owned != lost) {
      throw new IllegalStateException("owned twice");
    }
    ownership = begun;
    last = before;
    owned++;
  }

  @Override
  public synchronized void onCommitted(Commit commit) {
    committed.add(commit);
  }

  @Override
  public synchronized void onLost() {
    if (owned != lost + 1) {
      throw new IllegalStateException("lost what was not owned");
    }
    lost++;
  }

  @Override
  public synchronized void onRefused(Refusal refusal) {
    refused = refusal;
  }

  public synchronized boolean owns() {
    return owned > lost;
  }

  /** How often it was told that it owns. */
  public synchronized int timesOwned() {
    return owned;
  }

  /** The latest, also after it was lost. */
  public synchronized Ownership ownership() {
    return Optional.ofNullable(ownership).orElseThrow();
  }

  /** What had been committed when it came to own. */
  public synchronized Commit last() {
    return last;
  }

  /** What the log has confirmed, in order. */
  public synchronized List<Commit> committed() {
    return List.copyOf(committed);
  }

  public synchronized boolean isRefused() {
    return refused != null;
  }
}
