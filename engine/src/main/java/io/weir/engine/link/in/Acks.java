package io.weir.engine.link.in;

import java.time.Duration;
import java.util.Optional;

/**
 * Which messages are acknowledged.
 *
 * @param every after how many messages one acknowledgement tells of all of them; 1: of each alone;
 *     0: nobody is told but of what was refused
 */
public record Acks(int every) {
  public static final Acks NONE = new Acks(0);
  public static final Acks EACH = new Acks(1);

  /** The most messages that one acknowledgement can tell of. */
  public static final int MAX_EVERY = 100_000;

  /** How long the first message that was not told of waits for others. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** {@code none}, {@code each} or {@code every:N}; empty: it is none of these. */
  public static Optional<Acks> parse(String text) {
    if (text.equals("none") || text.equals("each")) {
      return Optional.of(text.equals("none") ? NONE : EACH);
    }
    if (!text.matches("every:\\d{1,6}")) {
      return Optional.empty();
    }
    int every = Integer.parseInt(text.substring("every:".length()));
    return every < 1 || every > MAX_EVERY ? Optional.empty() : Optional.of(new Acks(every));
  }

  @Override
  public String toString() {
    return switch (every) {
      case 0 -> "none";
      case 1 -> "each";
      default -> "every:" + every;
    };
  }

  /** Whether an acknowledgement tells of several messages. */
  boolean areCounted() {
    return every > 1;
  }
}
