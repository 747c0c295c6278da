package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class CommandTreeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int made;

  @Test
  void makesOnlyTheCommandThatIsAskedFor() {
    assertThat(run(() -> 0, "work")).isZero();
    assertThat(made).isEqualTo(1);
  }

  @Test
  void helpListsEveryCommandAndThenExtensions() {
    assertThat(run(() -> 0)).isZero();
    assertThat(out.toString()).containsSubsequence("Commands:", "work", "Do work", "rest", "more");
  }

  @Test
  void extensionsAreCommands() {
    assertThat(run(() -> 7, "more")).isEqualTo(7);
  }

  @Test
  void versionNamesWeirAndJava() {
    assertThat(run(() -> 0, "--version")).isZero();
    assertThat(out.toString()).matches("weir [0-9].* \\(Java 25.*\\)\\R");
  }

  @Test
  void aFaultIsItsMessageAndItsCode() {
    Callable<Integer> fails =
        () -> {
          throw new CommandException(ErrorKind.ENVIRONMENT, "port 8080 is taken");
        };
    assertThat(run(fails, "work")).isEqualTo(69);
    assertThat(err).hasToString("weir: port 8080 is taken\n");
  }

  @Test
  void aBugHasNoStackTraceForUsers() {
    Callable<Integer> fails =
        () -> {
          throw new IllegalStateException("oops");
        };
    assertThat(run(fails, "work")).isEqualTo(70);
    assertThat(err.toString())
        .startsWith("weir: a bug in Weir: ")
        .contains("oops")
        .doesNotContain("\tat ");
  }

  @Test
  void wrongUsageSaysWhatAndWhereToLook() {
    assertThat(run(() -> 0, "work", "--size", "x")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "weir work: invalid value for option '--size': 'x' is not a whole number\nSee: weir work --help\n");
  }

  @Test
  void anUnknownCommandHasANearestOne() {
    assertThat(run(() -> 0, "works")).isEqualTo(2);
    assertThat(err.toString())
        .contains("unknown command 'works'")
        .contains("Did you mean: ")
        .contains("work");
  }

  @Test
  void helpOfACommandHasItsParts() {
    assertThat(run(() -> 0, "work", "--help")).isZero();
    assertThat(out.toString())
        .containsSubsequence("Do work", "Usage: weir work", "Options:", "--size", "-h, --help");
  }

  private int run(Callable<Integer> action, String... args) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("work", () -> make(new Work(action)));
    commands.put("rest", () -> make(new Rest()));
    Extension more = () -> new More(action);
    CommandLine line =
        new CommandTree(commands, () -> List.of(more)).commandLine(args, new Terminal(false));
    return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
  }

  private Object make(Object command) {
    made++;
    return command;
  }

  @Command(name = "work", header = "Do work.")
  private static final class Work implements Callable<Integer> {
    private final Callable<Integer> action;

    @SuppressWarnings("UnusedVariable") // picocli sets it
    @Option(names = "--size", description = "How much.")
    private int size;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Mixin
    private HelpOption help = new HelpOption();

    Work(Callable<Integer> action) {
      this.action = action;
    }

    @Override
    public Integer call() throws Exception {
      return action.call();
    }
  }

  @Command(name = "rest", header = "Rest.")
  private static final class Rest implements Runnable {
    @Override
    public void run() {}
  }

  @Command(name = "more", header = "Do more.")
  private record More(Callable<Integer> action) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return action.call();
    }
  }
}
