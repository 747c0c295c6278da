package io.weir.engine.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: [1,        | 1:7: is not YAML: expected the node content, but found '<stream end>' (while parsing a flow node)
          a: b: c       | 1:5: is not YAML: mapping values are not allowed here
          a: *x         | 1:4: is an alias without an anchor before it; quote text that begins with *
          a: !x 1       | 1:4: YAML tags are not used here; quote text that begins with !
          {[a]: 1}      | 1:2: a key has to be plain text
          """)
  void aSyntaxErrorIsOneProblemWithItsPlace(String text, String problem) throws IOException {
    assertThat(problems(text)).isEqualTo("weir.yaml:" + problem);
  }

  @Test
  void charactersThatYamlExcludesAreTold() throws IOException {
    assertThat(problems("a: 1\nb: \u0007"))
        .isEqualTo("weir.yaml:2:4: is not YAML: character U+0007 is not allowed");
  }

  @Test
  void onlyOneDocumentIsAllowed() throws IOException {
    assertThat(problems("a: 1\n---\nb: 1"))
        .isEqualTo("weir.yaml:2:1: a second document begins here; only one is allowed");
    assertThat(problems("%YAML 3.0\n---\na: 1")).startsWith("weir.yaml:1:1: is not YAML 1.2");
  }

  @Test
  void aKeyIsWrittenOnce() throws IOException {
    assertThat(problems("a:\n  b: 1\n  c: 2\n  b: 3\n"))
        .endsWith("weir.yaml:4:3: a.b: is written twice; the first is at " + label(2, 3));
  }

  @Test
  void depthIsBounded() throws IOException {
    assertThat(problems("[".repeat(500_000)))
        .isEqualTo("weir.yaml:1:34: is nested deeper than 32 levels");
    assertThat(problems("- ".repeat(100_000))).contains("is nested deeper than 32 levels");
    assertThat(problems("{a: ".repeat(32) + "}".repeat(32))).isEmpty();
  }

  @Test
  void aliasesCountInFull() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String tenTimes = "*a%d, ".formatted(i - 1).repeat(10);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, tenTimes));
    }
    assertThat(problems(bomb.toString()))
        .contains("holds more than 50000 values, aliases counted in full");
    assertThat(problems("a: &a [*a]")).contains("alias without an anchor before it");
    assertThat(problems("a: &a {b: 1}\nc: *a\nd: *a")).isEmpty();
  }

  @Test
  void anAliasStandsForWhatItNames() throws IOException {
    assertThat(read("a: &a {b: 1}\nc: *a").flatMap(tree -> Place.root(tree).find("c")))
        .flatMap(place -> place.find("b"))
        .map(Place::path)
        .contains("c.b");
  }

  private String label(int line, int column) {
    return folder.resolve("weir.yaml") + ":" + line + ":" + column;
  }

  private Optional<Tree> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("weir.yaml"), text);
    return YamlFile.read(file, new Reading(Map.of()));
  }

  private String problems(String text) throws IOException {
    Reading reading = new Reading(Map.of());
    YamlFile.read(Files.writeString(folder.resolve("weir.yaml"), text), reading);
    assertThat(reading.problems()).hasSizeLessThan(2);
    return reading.problems().stream()
        .map(Problem::toString)
        .findFirst()
        .map(line -> line.startsWith(folder + "/") ? line.substring((folder + "/").length()) : line)
        .orElse("");
  }
}
