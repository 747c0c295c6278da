package io.weir.engine.config.schema;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces {@code ${VAR}}, {@code ${VAR:default}} and {@code ${file:PATH}}; a second dollar sign in
 * front makes it plain text. What was put in is not looked at again. A variable that is empty
 * counts as not set; the newline at the end of a file is not part of its value.
 */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
  private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(:(.*))?");
  private static final int MAX_FILE_BYTES = 64 << 10;
  private static final String LAST = "last.";

  private final Map<String, String> environment;

  Placeholders(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  Parsed<String> expand(String text) {
    return expand(text, false);
  }

  /**
   * The same, but for <code>${last.…}</code>, which is filled in while Weir runs; whatever else
   * stands for a dollar sign and a brace still has the second dollar sign in front.
   */
  Parsed<String> template(String text) {
    return expand(text, true);
  }

  private Parsed<String> expand(String text, boolean templated) {
    StringBuilder expanded = new StringBuilder();
    int from = 0;
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      expanded.append(text, from, matcher.start());
      from = matcher.end();
      String inner = matcher.group(1);
      if (templated && inner != null && inner.startsWith(LAST) && !matcher.group(2).isEmpty()) {
        expanded.append(matcher.group());
        continue;
      }
      switch (value(matcher)) {
        case Parsed.Fits<String>(String value) ->
            expanded.append(templated ? value.replace("${", "$${") : value);
        case Parsed.Unfit<String> unfit -> {
          return unfit;
        }
      }
    }
    return Parsed.fits(expanded.append(text, from, text.length()).toString());
  }

  /**
   * The placeholders in a text, without their defaults, such as {@code ${PASSWORD}}; separated by
   * blanks.
   */
  static String names(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .filter(found -> found.group(1) != null)
        .map(found -> found.group(1))
        .map(inner -> inner.startsWith("file:") ? inner : inner.replaceFirst(":.*", ""))
        .map(name -> "${" + name + "}")
        .collect(Collectors.joining(" "));
  }

  private Parsed<String> value(Matcher placeholder) {
    String inner = placeholder.group(1);
    if (inner == null) {
      return Parsed.fits("${");
    }
    if (placeholder.group(2).isEmpty() || inner.contains("${")) {
      return malformed();
    }
    return inner.startsWith("file:") ? file(inner.substring("file:".length())) : variable(inner);
  }

  private Parsed<String> variable(String inner) {
    if (inner.startsWith(LAST)) {
      return Parsed.unfit(
          "${last.…} is what a dialing link remembers: it can stand in its `dial`, `headers` and"
              + " `open` only");
    }
    Matcher variable = VARIABLE.matcher(inner);
    if (!variable.matches()) {
      return malformed();
    }
    String value = environment.getOrDefault(variable.group(1), "");
    if (!value.isEmpty()) {
      return Parsed.fits(value);
    }
    if (variable.group(2) != null) {
      return Parsed.fits(variable.group(3));
    }
    String name = variable.group(1);
    return Parsed.unfit(
        "environment variable %s is not set or empty: set it, or write a default: ${%s:default}"
            .formatted(name, name));
  }

  private static Parsed<String> file(String path) {
    try {
      Path file = Path.of(path);
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        return Parsed.unfit("file " + path + " is not a file");
      }
      if (Files.exists(file) && Files.size(file) > MAX_FILE_BYTES) {
        return Parsed.unfit("file " + path + " is larger than 64KiB");
      }
      return Parsed.fits(Files.readString(file).replaceFirst("\\r?\\n\\z", ""));
    } catch (NoSuchFileException | InvalidPathException e) {
      return Parsed.unfit("file " + path + " does not exist");
    } catch (CharacterCodingException e) {
      return Parsed.unfit("file " + path + " is not UTF-8");
    } catch (IOException e) {
      return Parsed.unfit("file " + path + " cannot be read: " + e.getMessage());
    }
  }

  private static Parsed<String> malformed() {
    return Parsed.unfit(
        "a placeholder is ${VAR}, ${VAR:default} or ${file:PATH}; ${ itself is written $${");
  }
}
