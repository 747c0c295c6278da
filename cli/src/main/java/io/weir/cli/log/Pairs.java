package io.weir.cli.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code event=x key=value key="a value"} says. Values are not escaped when they are logged,
 * so one ends only where another pair or the end follows: a quote or an {@code =} inside it is its
 * own.
 */
final class Pairs {
  private static final Pattern PAIR =
      Pattern.compile(
          "\\G(?<name>[a-z][a-z0-9_]*)=(?:\"(?<quoted>.*?)\"|(?<plain>[^\\s\"]*))"
              + "(?: (?=[a-z][a-z0-9_]*=)|\\z)",
          Pattern.DOTALL);

  private Pairs() {}

  /**
   * In their order, up to the first that cannot be read; none if the message does not begin with
   * {@code event=}. Of two with one name the first is meant: the second may be a stranger's text.
   */
  static Map<String, String> of(String message) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (message.startsWith("event=")) {
      Matcher next = PAIR.matcher(message);
      while (next.find()) {
        String quoted = next.group("quoted");
        pairs.putIfAbsent(next.group("name"), quoted == null ? next.group("plain") : quoted);
      }
    }
    return pairs;
  }
}
