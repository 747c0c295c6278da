package io.weir.testing.stream;

import io.weir.engine.stream.Claim;
import io.weir.engine.stream.Claimant;
import io.weir.engine.stream.Claims;
import io.weir.engine.stream.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What one node may come to own, in memory. Everything happens while it is stepped; a node that is
 * not stepped stands still, and the others find out when its sessions {@link #expire}. Thread:
 * whoever steps it; claiming, committing, leaving any.
 */
public final class MemoryClaims implements Claims {
  private final MemoryGroups groups;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<MemoryClaim> claims = new ArrayList<>();

  public MemoryClaims(MemoryGroups groups) {
    this.groups = groups;
  }

  @Override
  public Claim claim(String name, Optional<Stream> stream, Claimant claimant) {
    MemoryClaim claim = new MemoryClaim(this, groups, name, stream, claimant);
    execute(() -> claims.add(claim));
    return claim;
  }

  void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs what waits, then looks who owns. */
  public void step() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    claims.forEach(MemoryClaim::step);
  }

  /** The sessions of all that it claims have ended; it finds out when it is stepped. */
  public void expire() {
    claims.forEach(MemoryClaim::expire);
  }
}
