package io.weir.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class CompletionCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void bashAndZshShareAScript(String shell) {
    assertThat(run(shell)).isZero();
    assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("bashcompinit");
  }

  @Test
  void fishHasALineForEachCommandAndOption() {
    assertThat(run("fish")).isZero();
    assertThat(out.toString())
        .contains(
            "complete -c weir -n '__weir_at' -a work -d 'Do one\\'s work.'\n",
            "complete -c weir -n '__weir_in work' -l quick -s q -d 'Hurry (no).'\n",
            "complete -c weir -n '__weir_in work' -l to -r -F -d 'Where.'\n",
            "complete -c weir -n '__weir_in work' -l on -x -a 'MONDAY TUESDAY' -d 'A day.'\n",
            "complete -c weir -n '__weir_at more' -a rest -d 'Rest.'\n",
            "complete -c weir -n '__weir_in more rest' -l long -x -d 'How long.'\n")
        .doesNotContain("secret");
  }

  @Test
  void anotherShellIsRefused() {
    assertThat(run("tcsh")).isEqualTo(2);
    assertThat(err.toString()).contains("'tcsh' is not bash, zsh or fish");
  }

  private int run(String shell) {
    return new CommandLine(new CompletionCommand(() -> new CommandLine(new Weir())))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(shell);
  }

  @Command(
      name = "weir",
      subcommands = {Work.class, More.class, Secret.class})
  private static final class Weir {}

  @Command(name = "work", header = "Do one's work.")
  @SuppressWarnings("UnusedVariable") // picocli reads them
  private static final class Work {
    @Option(
        names = {"--quick", "-q"},
        description = "Hurry (no).")
    private boolean quick;

    @Option(names = "--to", paramLabel = "DIR", description = "Where.")
    private String place = "";

    @Option(names = "--on", description = "A day.")
    private Day day = Day.MONDAY;

    @Option(names = "--secret", hidden = true)
    private boolean secret;
  }

  @Command(name = "more", subcommands = Rest.class)
  private static final class More {}

  @Command(name = "rest", header = "Rest.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private static final class Rest {
    @Option(names = "--long", description = "How long.")
    private int hours;
  }

  @Command(name = "secret", hidden = true)
  private static final class Secret {}

  private enum Day {
    MONDAY,
    TUESDAY
  }
}
