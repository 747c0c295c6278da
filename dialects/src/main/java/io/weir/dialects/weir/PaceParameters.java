package io.weir.dialects.weir;

import io.weir.engine.link.Pace;
import io.weir.engine.stream.Slow;
import io.weir.engine.stream.SlowPolicy;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a client takes more than it reads: {@code slow} and {@code max_rate}. */
final class PaceParameters {
  static final String SLOW = "slow";
  static final String MAX_RATE = "max_rate";

  private static final int HIGHEST_RATE = 1_000_000;

  private PaceParameters() {}

  static Pace of(Query query, SlowPolicy policy) {
    Optional<Slow> slow = query.choice(SLOW, Slow.values(), Slow::id);
    Optional<Integer> maxRate = query.count(MAX_RATE, HIGHEST_RATE);
    if (maxRate.isPresent() && slow.isPresent() && slow.get() != Slow.CONFLATE) {
      throw Wrong.refused(
          ("parameter max_rate leaves out all but each key's latest record, slow=%s does not:"
                  + " leave one out, or give slow=conflate")
              .formatted(slow.get().id()));
    }
    Slow chosen = slow.orElse(maxRate.isEmpty() ? policy.standard() : rated(policy.standard()));
    refuseForbidden(chosen, policy, "slow=" + chosen.id());
    if (maxRate.isPresent()) {
      refuseForbidden(Slow.CONFLATE, policy, "max_rate");
    }
    return new Pace(chosen, maxRate.orElse(0));
  }

  /**
   * A rate leaves out all but each key's latest record; what drops others has no place beside it.
   */
  private static Slow rated(Slow standard) {
    return standard == Slow.CATCH_UP ? standard : Slow.CONFLATE;
  }

  private static void refuseForbidden(Slow wanted, SlowPolicy policy, String asked) {
    if (!policy.allowed().contains(wanted)) {
      throw Wrong.refused(
          "parameter %s is not allowed for this stream: slow may be %s"
              .formatted(
                  asked,
                  policy.allowed().stream()
                      .map(Slow::id)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
  }
}
