package io.weir.engine.stream;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a stream's operator lets happen to clients that read too slowly.
 *
 * @param standard for those who do not say
 * @param allowed what they may ask for; {@code standard} is among them
 */
public record SlowPolicy(Slow standard, Set<Slow> allowed) {
  public static final SlowPolicy ANY = new SlowPolicy(Slow.CATCH_UP, EnumSet.allOf(Slow.class));

  public SlowPolicy {
    allowed = Set.copyOf(allowed);
  }
}
