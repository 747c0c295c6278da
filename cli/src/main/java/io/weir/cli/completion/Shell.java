package io.weir.cli.completion;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whose script it is. */
enum Shell {
  BASH,
  /** Reads bash's script, which turns on zsh's own support for such. */
  ZSH,
  FISH;

  String script(CommandLine weir) {
    return switch (this) {
      case BASH, ZSH -> AutoComplete.bash(weir.getCommandName(), weir);
      case FISH -> new FishScript(weir).text();
    };
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its name in lower case, as users write it. */
  static final class Converter implements ITypeConverter<Shell> {
    @Override
    public Shell convert(String name) {
      return Stream.of(values())
          .filter(it -> it.word().equals(name))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + name + "' is not bash, zsh or fish"));
    }
  }

  /** For completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(Shell::word).iterator();
    }
  }
}
