package io.weir.dialects.weir;

import io.weir.engine.link.Pace;
import java.util.Optional;

/** How a client takes more than it reads: {@code slow} and {@code max_rate}. */
final class PaceParameters {
  static final String SLOW = "slow";
  static final String MAX_RATE = "max_rate";

  private static final int HIGHEST_RATE = 1_000_000;

  private PaceParameters() {}

  static Pace of(Query query) {
    Optional<Pace.Slow> slow = query.choice(SLOW, Pace.Slow.values(), Pace.Slow::id);
    Optional<Integer> maxRate = query.count(MAX_RATE, HIGHEST_RATE);
    if (maxRate.isPresent() && slow.isPresent() && slow.get() != Pace.Slow.CONFLATE) {
      throw Wrong.refused(
          ("parameter max_rate leaves out all but each key's latest record, slow=%s does not:"
                  + " leave one out, or give slow=conflate")
              .formatted(slow.get().id()));
    }
    return new Pace(slow.orElse(Pace.DEFAULT.slow()), maxRate.orElse(0));
  }
}
