package io.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks a real bash what it makes of the script. */
@Timeout(30)
final class CompletionIT {
  private static final String ASK =
      """
      compopt() { :; }  # only works while a user presses Tab
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      _complete_weir
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path folder;
  private String script = "";

  @BeforeEach
  void write() throws Exception {
    StringWriter out = new StringWriter();
    String[] args = {"completion", "bash"};
    int status =
        CommandTree.builtIn()
            .commandLine(args, new Terminal(false))
            .setOut(new PrintWriter(out))
            .execute(args);
    assertThat(status).isZero();
    script = Files.writeString(folder.resolve("weir.bash"), out.toString()).toString();
  }

  @Test
  void bashCanReadIt() throws Exception {
    assertThat(bash("-n", script)).isEmpty();
  }

  @Test
  void commandsAreCompleted() throws Exception {
    assertThat(completions("weir", "st").split("\\s+"))
        .containsExactlyInAnyOrder("start", "stream");
  }

  @Test
  void whatIsNotForUsersIsNot() throws Exception {
    assertThat(completions("weir", "re")).isBlank();
  }

  @Test
  void optionsAndTheirValuesAreCompleted() throws Exception {
    assertThat(completions("weir", "start", "--log")).contains("--log-format");
    assertThat(completions("weir", "start", "--log-format", "j")).isEqualTo("json\n");
    assertThat(completions("weir", "stream", "-o", "p")).isEqualTo("pretty\n");
    assertThat(completions("weir", "completion", "z")).isEqualTo("zsh\n");
  }

  private String completions(String... words) throws Exception {
    String[] arguments = new String[words.length + 4];
    arguments[0] = "-c";
    arguments[1] = ASK;
    arguments[2] = "bash";
    arguments[3] = script;
    System.arraycopy(words, 0, arguments, 4, words.length);
    return bash(arguments);
  }

  private String bash(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "bash";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
