package io.weir.cli.connection;

import java.util.function.IntPredicate;

/** Strangers' text for a terminal: nothing in it can move the cursor or change a colour. */
public final class Printable {
  private static final char REPLACEMENT = '\ufffd';

  private Printable() {}

  /** On one line: every control character is replaced. */
  public static String line(String text) {
    return replace(text, Character::isISOControl);
  }

  /** Line feeds and tabs stay. */
  public static String text(String text) {
    return replace(text, it -> Character.isISOControl(it) && it != '\n' && it != '\t');
  }

  private static String replace(String text, IntPredicate isWrong) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(it -> out.appendCodePoint(isWrong.test(it) ? REPLACEMENT : it));
    return out.toString();
  }
}
