package io.weir.testing.peer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one connection is treated. Its text is what {@link #parse} reads.
 *
 * @param status what the handshake is answered with; 101: agrees
 * @param ending how the connection ends when {@code after} messages were received, or sent to whom
 *     is fed; 0: right after the handshake
 * @param code of a close frame; 0: it has none
 */
public record Conduct(int status, Set<Habit> habits, Ending ending, int code, int after) {
  public static final Conduct STEADY =
      new Conduct(101, EnumSet.noneOf(Habit.class), Ending.NEVER, 0, 0);

  private static final String WORDS =
      "steady, stall, deaf, mute, slow, drip, status:N, reset, cut, close, close:CODE, after:N";

  /** What goes on for as long as the connection lasts. */
  public enum Habit {
    /** Accepts TCP and never answers the handshake. */
    STALL,
    /** Never reads what comes after the handshake. */
    DEAF,
    /** Never answers a ping. */
    MUTE,
    /** Thinks before each answer, reading nothing meanwhile, and before each message of a feed. */
    SLOW,
    /** Sends byte by byte. */
    DRIP
  }

  /** How a connection ends. */
  public enum Ending {
    NEVER,
    /** In the middle of a frame, with TCP's reset. */
    RESET,
    /** With TCP's end, without a close frame. */
    CUT,
    CLOSE
  }

  /**
   * Reads words with spaces between them, such as {@code slow close:1012 after:50}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Conduct parse(String text) {
    Conduct conduct = STEADY;
    for (String word : text.strip().split("\\s+", -1)) {
      conduct = conduct.with(word);
    }
    return conduct;
  }

  private Conduct with(String word) {
    int colon = word.indexOf(':');
    String name = colon < 0 ? word : word.substring(0, colon);
    int number = colon < 0 ? 0 : Integer.parseInt(word.substring(colon + 1));
    return switch (name) {
      case "steady" -> this;
      case "status" -> new Conduct(number, habits, ending, code, after);
      case "after" -> new Conduct(status, habits, ending, code, number);
      case "reset" -> new Conduct(status, habits, Ending.RESET, 0, after);
      case "cut" -> new Conduct(status, habits, Ending.CUT, 0, after);
      case "close" -> new Conduct(status, habits, Ending.CLOSE, number, after);
      case "stall", "deaf", "mute", "slow", "drip" -> with(Habit.valueOf(upper(name)));
      default -> throw new IllegalArgumentException(word + " is none of: " + WORDS);
    };
  }

  private Conduct with(Habit habit) {
    Set<Habit> more = EnumSet.copyOf(habits);
    more.add(habit);
    return new Conduct(status, more, ending, code, after);
  }

  boolean has(Habit habit) {
    return habits.contains(habit);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    if (equals(STEADY)) {
      return "steady";
    }
    String all =
        habits.stream().map(habit -> lower(habit) + " ").collect(Collectors.joining())
            + (status == 101 ? "" : "status:" + status + " ")
            + (ending == Ending.NEVER ? "" : lower(ending) + (code == 0 ? " " : ":" + code + " "))
            + (after == 0 ? "" : "after:" + after);
    return all.strip();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
