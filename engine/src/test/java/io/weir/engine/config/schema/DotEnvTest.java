package io.weir.engine.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of variables mean what they mean to python-dotenv. */
final class DotEnvTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/root", "SET", "real");

  @TempDir Path folder;

  private final Reading reading = new Reading(Map.of());

  private Map<String, Tree.Text> read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve(".env"), text);
    return DotEnv.read(file, ENVIRONMENT, reading);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("A=b", "b"),
        Arguments.of("  export  A = b  \r\n", "b"),
        Arguments.of("'A' = b", "b"),
        Arguments.of("A=", ""),
        Arguments.of("A", ""),
        Arguments.of("A=1\nA=2", "2"),
        Arguments.of("A=b c", "b c"),
        Arguments.of("A=b # comment", "b"),
        Arguments.of("A=b#c", "b#c"),
        Arguments.of("A=#b", "#b"),
        Arguments.of("A=b=c==", "b=c=="),
        Arguments.of("A=b'c\"", "b'c\""),
        Arguments.of("A='b # c' # comment", "b # c"),
        Arguments.of("A='it\\'s \\n \\\\'", "it's \\n \\"),
        Arguments.of("A=\"say \\\"b\\\"\\n\\t\\x\"", "say \"b\"\n\t\\x"),
        Arguments.of("A=\"one\ntwo\"", "one\ntwo"),
        Arguments.of("A=é→😀", "é→😀"),
        Arguments.of("A=pa$$w0rd$", "pa$$w0rd$"),
        Arguments.of("A=${HOME}/x", "/root/x"),
        Arguments.of("B=1\nA='${B}-${C:-d e}-${C}'", "1-d e-"),
        Arguments.of("SET=file\nA=${SET}", "real"),
        Arguments.of("B='${A}'\nA=$\\{x}", "$\\{x}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsAValue(String text, String value) throws Exception {
    assertThat(read(text)).extractingByKey("A").extracting(Tree.Text::value).isEqualTo(value);
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void knowsWhereAnEntryIs() throws Exception {
    Map<String, Tree.Text> entries = read("# one\n\n  A='x\ny'\nB=2");

    String file = folder.resolve(".env").toString();
    assertThat(entries.values())
        .extracting(Tree.Text::origin)
        .containsExactly(new Origin.Entry(file, 3, "A"), new Origin.Entry(file, 5, "B"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=x", "A='x", "A=\"x\\\"", "A='x' y", "A b", "'A", "A'B'=c"})
  void goesOnBehindWhatItCannotRead(String line) throws Exception {
    Map<String, Tree.Text> entries = read("Y=1\n" + line + "\nZ=2\n");

    assertThat(entries).extractingByKey("Z").extracting(Tree.Text::value).isEqualTo("2");
    assertThat(reading.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.origin().label()).endsWith(".env:2:1"));
  }

  @Test
  void isReadAsFarAsItMayBeLarge() throws Exception {
    String most = "A=" + "x".repeat(DotEnv.MAX_BYTES - 2);
    assertThat(read(most)).containsKey("A");
    assertThat(reading.problems()).isEmpty();

    assertThat(read(most + "x")).isEmpty();
    assertThat(reading.problems())
        .map(Problem::message)
        .singleElement()
        .asString()
        .contains("64KiB");
  }

  /** Neither the stack nor the time grows with what a line repeats. */
  @ParameterizedTest
  @ValueSource(strings = {" ", "\\'", "${", "#", " #", "\n", "x ", "'", "a=' "})
  void survivesRepetition(String part) throws Exception {
    for (String begin : List.of("A=", "A='", "A=\"", "")) {
      read(begin + part.repeat((DotEnv.MAX_BYTES - 3) / part.length()));
    }
  }

  @Test
  void tellsThatItIsNoText() throws Exception {
    Path file = Files.write(folder.resolve(".env"), new byte[] {'A', '=', (byte) 0xFF});

    assertThat(DotEnv.read(file, ENVIRONMENT, reading)).isEmpty();
    assertThat(reading.problems())
        .map(Problem::message)
        .singleElement()
        .asString()
        .contains("UTF-8");
  }

  @Test
  void isEmptyWhereThereIsNoFile() {
    assertThat(DotEnv.read(folder.resolve("none"), ENVIRONMENT, reading)).isEmpty();
    assertThat(DotEnv.read(folder, ENVIRONMENT, reading)).isEmpty();
    assertThat(reading.problems()).isEmpty();
  }
}
