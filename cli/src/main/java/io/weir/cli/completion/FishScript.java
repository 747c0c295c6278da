package io.weir.cli.completion;

import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A {@code complete} line for each command, option and argument with known values. */
final class FishScript {
  /** What options are called that take a place in the file system. */
  private static final Set<String> PLACES = Set.of("FILE", "DIR", "PATH");

  private static final String HEAD =
      """
      # Completes weir in fish: ~/.config/fish/completions/weir.fish

      # Whether these words, and no others, stand between weir and the cursor.
      function __weir_at
          set -l words (commandline -opc)
          set -e words[1]
          test "$words" = "$argv"
      end

      # Whether what stands between weir and the cursor begins with these words.
      function __weir_in
          set -l words (commandline -opc)
          set -e words[1]
          string match -q -- "$argv *" "$words "
      end

      complete -c weir -f
      """;

  private final CommandLine weir;

  FishScript(CommandLine weir) {
    this.weir = weir;
  }

  String text() {
    StringBuilder script = new StringBuilder(HEAD);
    write(weir, "", script);
    return script.toString();
  }

  /**
   * One command and those below it.
   *
   * @param path the words that lead to it, each after a space
   */
  private static void write(CommandLine command, String path, StringBuilder script) {
    CommandSpec spec = command.getCommandSpec();
    List<CommandLine> below = visible(command);
    String here = (below.isEmpty() ? "__weir_in" : "__weir_at") + path;
    for (CommandLine each : below) {
      CommandSpec it = each.getCommandSpec();
      line(script, "__weir_at" + path, "-a " + it.name(), it.usageMessage().header());
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        line(script, here, names(option) + argument(option), option.description());
      }
    }
    for (ArgSpec positional : spec.positionalParameters()) {
      if (positional.completionCandidates() != null) {
        line(script, "__weir_at" + path, values(positional), positional.description());
      }
    }
    below.forEach(each -> write(each, path + " " + each.getCommandName(), script));
  }

  private static List<CommandLine> visible(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private static void line(StringBuilder script, String where, String what, String[] description) {
    script.append("complete -c weir -n ").append(quote(where)).append(' ').append(what);
    Stream.of(description).findFirst().ifPresent(it -> script.append(" -d ").append(quote(it)));
    script.append('\n');
  }

  private static String names(OptionSpec option) {
    StringJoiner names = new StringJoiner(" ");
    for (String name : option.names()) {
      names.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
    }
    return names.toString();
  }

  private static String argument(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    if (option.completionCandidates() != null) {
      return " -x " + values(option);
    }
    return PLACES.contains(option.paramLabel()) ? " -r -F" : " -x";
  }

  private static String values(ArgSpec argument) {
    StringJoiner values = new StringJoiner(" ");
    StreamSupport.stream(argument.completionCandidates().spliterator(), false).forEach(values::add);
    return "-a " + quote(values.toString());
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
