package io.weir.cli;

import io.weir.cli.completion.CompletionCommand;
import io.weir.cli.dev.DevCommand;
import io.weir.cli.node.CheckCommand;
import io.weir.cli.node.HealthCommand;
import io.weir.cli.node.RehearseCommand;
import io.weir.cli.node.StartCommand;
import io.weir.cli.publish.PublishCommand;
import io.weir.cli.stream.StreamCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * {@code weir} and the commands below it, in the order in which help lists them.
 *
 * <p>A start takes milliseconds, so only the command that the first argument names is made; all are
 * made only where the user must see them: for help, for completion, and when no command has that
 * name. Extensions come last, since looking for them opens every jar.
 *
 * @param commands by name; a command is an object with picocli's annotations
 * @param extensions the commands of other modules
 */
record CommandTree(
    Map<String, Supplier<Object>> commands, Supplier<Iterable<Extension>> extensions) {

  static CommandTree builtIn() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("dev", DevCommand::new);
    commands.put("start", StartCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("health", HealthCommand::new);
    commands.put("stream", StreamCommand::new);
    commands.put("publish", PublishCommand::new);
    commands.put("completion", () -> new CompletionCommand(() -> builtIn().whole()));
    commands.put("rehearse", RehearseCommand::new);
    return new CommandTree(commands, () -> ServiceLoader.load(Extension.class));
  }

  /** The command line that can execute {@code args}; errors go where {@link Errors} says. */
  CommandLine commandLine(String[] args, Terminal terminal) {
    Supplier<Object> chosen = args.length == 0 ? null : commands.get(args[0]);
    CommandLine root =
        chosen == null
            ? whole()
            : new CommandLine(new RootCommand()).addSubcommand(args[0], chosen.get());
    root.setParameterExceptionHandler(Errors::onWrongUsage);
    root.setExecutionExceptionHandler(Errors::onFailure);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.hasColours() ? Ansi.ON : Ansi.OFF));
    write(root);
    return root;
  }

  /** With every command. */
  private CommandLine whole() {
    CommandLine root = new CommandLine(new RootCommand());
    commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
    extensions.get().forEach(extension -> root.addSubcommand(extension.command()));
    return root;
  }

  /** Makes the help of all commands read alike. */
  private static void write(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.autoWidth(true).sortOptions(false).abbreviateSynopsis(true);
    usage.headerHeading("").synopsisHeading("%n@|bold Usage:|@ ").descriptionHeading("%n");
    usage.parameterListHeading("%n@|bold Arguments:|@%n");
    usage.optionListHeading("%n@|bold Options:|@%n");
    usage.commandListHeading("%n@|bold Commands:|@%n");
    usage.footerHeading("%n");
    command.getSubcommands().values().forEach(CommandTree::write);
  }
}
