package io.weir.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant. */
public final class Nearest {
  private static final int MAX_SLIPS = 3;

  private Nearest() {}

  /**
   * The word that takes the fewest slips to reach, if at most one letter in three is wrong, and
   * three in all; of equally near ones the first in the alphabet. The case of letters is no slip.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    int limit = Math.clamp(word.length() / 3, 1, MAX_SLIPS);
    record Candidate(String word, int slips) {}
    return known.stream()
        .filter(other -> Math.abs(other.length() - lower.length()) <= limit)
        .map(other -> new Candidate(other, slips(lower, other.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.slips() <= limit)
        .min(Comparator.comparingInt(Candidate::slips).thenComparing(Candidate::word))
        .map(Candidate::word);
  }

  /** {@code ; did you mean `x`?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return of(word, known).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  /** Letters added, lost, changed or swapped with their neighbour (optimal string alignment). */
  static int slips(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (isSwap(a, i, b, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
