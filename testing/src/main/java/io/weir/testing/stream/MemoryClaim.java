package io.weir.testing.stream;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Claim;
import io.weir.engine.stream.Claimant;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Ownership;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One claim of a node in memory. Thread: whoever steps the node, but for what says otherwise. */
final class MemoryClaim implements Claim {
  private final MemoryClaims node;
  private final MemoryGroups groups;
  private final String name;
  private final Optional<Stream> stream;
  private final Claimant claimant;
  private @Nullable Tenure tenure;
  private boolean left;

  MemoryClaim(
      MemoryClaims node,
      MemoryGroups groups,
      String name,
      Optional<Stream> stream,
      Claimant claimant) {
    this.node = node;
    this.groups = groups;
    this.name = name;
    this.stream = stream;
    this.claimant = claimant;
  }

  String name() {
    return name;
  }

  private final class Tenure implements Ownership {
    @Override
    public void commit(Commit commit) {
      node.execute(
          () -> {
            if (this != tenure) {
              return;
            }
            if (groups.commit(MemoryClaim.this, commit)) {
              claimant.onCommitted(commit);
            } else {
              lose();
            }
          });
    }
  }

  @Override
  public void leave() {
    node.execute(
        () -> {
          left = true;
          tenure = null;
          groups.remove(this);
        });
  }

  void step() {
    if (left) {
      return;
    }
    if (tenure != null && !groups.isOwner(this)) {
      lose();
    }
    Optional<Refusal> refusal = refusal();
    if (tenure == null && refusal.isPresent()) {
      claimant.onRefused(refusal.get());
    } else if (tenure == null && groups.join(this)) {
      tenure = new Tenure();
      claimant.onOwned(tenure, groups.committed(name));
    }
  }

  private Optional<Refusal> refusal() {
    return stream.isPresent()
            && groups.log().where(stream.get(), new Start.Latest())
                instanceof Located.Refused(Refusal refusal)
        ? Optional.of(refusal)
        : Optional.empty();
  }

  private void lose() {
    tenure = null;
    claimant.onLost();
  }

  /** Its session has ended, which it does not know. Any thread. */
  void expire() {
    groups.remove(this);
  }
}
