package io.weir.testing.peer;

import java.util.SplittableRandom;

/**
 * Anything that goes wrong, in an order that the seed fixes: the same one, however long each
 * connection lasts. Often enough one lasts for a while.
 */
public record SeededPlan(long seed) implements Plan {
  private static final long STRIDE = 0x9E37_79B9_7F4A_7C15L;
  private static final int MOST_MESSAGES = 300;

  /** Without 101. */
  private static final int[] STATUSES = {200, 301, 400, 401, 403, 404, 429, 500, 503};

  private static final int[] CODES = {
    0, 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 3000, 4000, 4250, 4500, 4999
  };

  @Override
  public Conduct conduct(int number) {
    SplittableRandom random = new SplittableRandom(seed + number * STRIDE);
    return Conduct.parse(habits(random) + course(random));
  }

  private static String habits(SplittableRandom random) {
    return (random.nextInt(6) == 0 ? "slow " : "") + (random.nextInt(8) == 0 ? "drip " : "");
  }

  private static String course(SplittableRandom random) {
    String after = " after:" + random.nextInt(MOST_MESSAGES);
    return switch (random.nextInt(20)) {
      case 0 -> "stall";
      case 1, 2 -> "status:" + STATUSES[random.nextInt(STATUSES.length)];
      case 3 -> "mute";
      case 4 -> "deaf";
      case 5, 6, 7, 8 -> "reset" + after;
      case 9, 10, 11 -> "cut" + after;
      default -> {
        int code = CODES[random.nextInt(CODES.length)];
        yield (code == 0 ? "close" : "close:" + code) + after;
      }
    };
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
