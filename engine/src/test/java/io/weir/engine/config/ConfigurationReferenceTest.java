package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference is what the tables say; {@code -Dreference=write} writes it anew. */
final class ConfigurationReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
  private static final String COMMAND =
      "mvn -pl engine -am test -Dtest=ConfigurationReferenceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference=write";

  @TempDir Path folder;

  @Test
  void theReferenceIsUpToDate() throws IOException {
    String page = ConfigurationReference.page();
    if ("write".equals(System.getProperty("reference"))) {
      Files.createDirectories(REFERENCE.toAbsolutePath().getParent());
      Files.writeString(REFERENCE, page);
    }
    assertThat(REFERENCE).as("write it with: %s", COMMAND).exists();
    assertThat(Files.readString(REFERENCE))
        .as("docs/configuration.md differs from the settings; write it with: %s", COMMAND)
        .isEqualTo(page);
  }

  @Test
  void itsExamplesAreValid() {
    List<String> examples =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(ConfigurationReference.page())
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(examples).isNotEmpty();
    assertThat(examples).allSatisfy(text -> assertThat(problems(text)).isEmpty());
  }

  @Test
  void everyVariableThatItNamesIsKnown() {
    List<String> variables =
        Pattern.compile("`(WEIR_[A-Z_]+…?)` \\|")
            .matcher(ConfigurationReference.page())
            .results()
            .map(match -> match.group(1).replace("_NAME_", "_SOME_NAME_").replace("…", "A_B"))
            .toList();
    assertThat(variables).hasSizeGreaterThan(30).contains("WEIR_LISTENERS_SOME_NAME_ADDRESS");
    for (String variable : variables) {
      assertThat(Read.nothing().environment(variable, "?").problems())
          .as(variable)
          .noneMatch(problem -> problem.contains("unknown"));
    }
  }

  private List<String> problems(String text) {
    return Read.file(folder, text).problems();
  }
}
