package io.weir.engine.config.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of variables as python-dotenv does, because a password has to be the same in both:
 * {@code NAME=VALUE} on a line, perhaps with {@code export} in front; a value in single or double
 * quotes may span lines and have escapes, one without ends before a {@code #} that follows a space;
 * {@code ${NAME}} and {@code ${NAME:-default}} are replaced. The last of equal names counts.
 *
 * <p>Thread: the one that reads.
 */
public final class DotEnv {
  static final int MAX_BYTES = 64 << 10;

  private static final Pattern BLANK = Pattern.compile("\\s*+");
  private static final Pattern NAME =
      Pattern.compile("(?:export\\h++)?+(?:'([^'\\r\\n]++)'|([^=#\\s']++))\\h*+(=?+)\\h*+");
  private static final Pattern UNQUOTED = Pattern.compile("[^\\r\\n]*+");
  private static final Pattern COMMENT = Pattern.compile("(?<!\\s)\\s++#.*+");
  private static final Pattern END = Pattern.compile("\\h*+(?:#[^\\r\\n]*+)?+(?:\\R|\\z)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]*+)(?::-([^}]*+))?+\\}");
  private static final String ESCAPED = "\\'\"abfnrtv";
  private static final String UNESCAPED = "\\'\"\u0007\b\f\n\r\t\u000b";

  private final String file;
  private final String text;
  private final Map<String, String> environment;
  private final Reading reading;
  private final Map<String, Tree.Text> entries = new LinkedHashMap<>();
  private int at;

  private DotEnv(String file, String text, Map<String, String> environment, Reading reading) {
    this.file = file;
    this.text = text;
    this.environment = environment;
    this.reading = reading;
  }

  /**
   * The entries by name; none if there is no such file. Of what cannot be read the problem is told.
   *
   * @param environment what references mean first
   */
  public static Map<String, Tree.Text> read(
      Path path, Map<String, String> environment, Reading reading) {
    if (!Files.isRegularFile(path)) {
      return Map.of();
    }
    Origin whole = new Origin.Whole(path.toString());
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        reading.problem(whole, "", "is larger than 64KiB, the limit of a file of variables");
        return Map.of();
      }
      return YamlFile.text(path.toString(), bytes, reading)
          .map(text -> new DotEnv(path.toString(), text, environment, reading).entries())
          .orElseGet(Map::of);
    } catch (IOException e) {
      reading.problem(whole, "", "cannot be read: " + e.getMessage());
      return Map.of();
    }
  }

  private Map<String, Tree.Text> entries() {
    for (skip(BLANK); at < text.length(); skip(BLANK)) {
      int begin = at;
      if (!entry() || !skip(END)) {
        Origin origin = YamlFile.lineAt(file, text, begin);
        reading.problem(origin, "", "is not NAME=VALUE; close its quotes, or put # in front");
        at = begin;
        skip(UNQUOTED);
      }
    }
    return entries;
  }

  /** An entry up to its value's end, or nothing before a comment; false: neither. */
  private boolean entry() {
    if (text.charAt(at) == '#') {
      return true;
    }
    int line = YamlFile.lineAt(file, text, at).line();
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (!name.lookingAt()) {
      return false;
    }
    at = name.end();
    Optional<String> value = name.group(3).isEmpty() ? Optional.of("") : value();
    String key = Optional.ofNullable(name.group(1)).orElse(name.group(2));
    Origin origin = new Origin.Entry(file, line, key);
    value.ifPresent(raw -> entries.put(key, new Tree.Text(origin, resolved(raw))));
    return value.isPresent();
  }

  /** Empty: its quotes are not closed. */
  private Optional<String> value() {
    char first = at < text.length() ? text.charAt(at) : '\n';
    if (first == '\'' || first == '"') {
      return quoted(first);
    }
    int begin = at;
    skip(UNQUOTED);
    return Optional.of(COMMENT.matcher(text.substring(begin, at)).replaceFirst("").strip());
  }

  private Optional<String> quoted(char quote) {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return Optional.of(value.toString());
      }
      int escape = c == '\\' && at + 1 < text.length() ? ESCAPED.indexOf(text.charAt(at + 1)) : -1;
      boolean escaped = quote == '"' ? escape >= 0 : escape == 0 || escape == 1;
      value.append(escaped ? UNESCAPED.charAt(escape) : c);
      at += escaped ? 1 : 0;
    }
    return Optional.empty();
  }

  private String resolved(String value) {
    return REFERENCE
        .matcher(value)
        .replaceAll(
            reference ->
                Matcher.quoteReplacement(
                    meaning(reference.group(1), Optional.ofNullable(reference.group(2)))));
  }

  private String meaning(String name, Optional<String> otherwise) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(entries.get(name)).map(Tree.Text::value))
        .or(() -> otherwise)
        .orElse("");
  }

  private boolean skip(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    boolean found = matcher.lookingAt();
    at = found ? matcher.end() : at;
    return found;
  }
}
