package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ${VAR},            value
          a-${VAR}-b,        a-value-b
          ${VAR}${VAR},      valuevalue
          ${VAR:default},    value
          ${UNSET:default},  default
          ${UNSET:a:b},      a:b
          ${EMPTY:default},  default
          x${UNSET:},        x
          $${VAR},           ${VAR}
          $${,               ${
          $VAR,              $VAR
          ${DOLLAR},         ${VAR}
          """)
  void isReplaced(String written, String meant) {
    Read read =
        Read.file(folder, "kafka: {bootstrap.servers: 'k:1', properties: {p: '" + written + "'}}")
            .environment("VAR", "value", "EMPTY", "", "DOLLAR", "${VAR}");
    assertThat(read.settings().kafka().clientProperties()).containsEntry("p", meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "${VAR", "${a b}", "${1}", "${UNSET:${VAR}}", "a ${-} b"})
  void isMalformed(String written) {
    assertThat(
            Read.file(folder, "drain:\n  spread: '" + written + "'\n")
                .environment("VAR", "1s")
                .problems())
        .containsExactly(
            "weir.yaml:2:11: drain.spread: a placeholder is ${VAR}, ${VAR:default} or"
                + " ${file:PATH}; ${ itself is written $${");
  }

  @Test
  void anUnsetVariableIsAProblemWhereItIsUsed() {
    assertThat(
            Read.file(folder, "drain:\n  spread: ${SPREAD}\n").environment("SPREAD", "").problems())
        .containsExactly(
            "weir.yaml:2:11: drain.spread: environment variable SPREAD is not set or empty: set it,"
                + " or write a default: ${SPREAD:default}");
  }

  @ParameterizedTest
  @CsvSource({"'1s\n', 1", "'2s\r\n', 2", "3s, 3"})
  void aFileIsReadWithoutItsLastNewline(String content, int seconds) throws IOException {
    Path file = Files.writeString(folder.resolve("spread"), content);
    assertThat(
            Read.file(folder, "drain: {spread: '${file:" + file + "}'}")
                .settings()
                .drain()
                .spread())
        .hasSeconds(seconds);
  }

  @Test
  void aFileThatCannotBeReadIsAProblemWhereItIsUsed() throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[(64 << 10) + 1]);
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF});
    assertThat(fileProblem(folder.resolve("none"))).endsWith("none does not exist");
    assertThat(fileProblem(folder)).endsWith("is not a file");
    assertThat(fileProblem(large)).endsWith("is larger than 64KiB");
    assertThat(fileProblem(binary)).endsWith("is not UTF-8");
  }

  private String fileProblem(Path file) {
    return Read.file(folder, "drain: {spread: '${file:" + file + "}'}")
        .found()
        .getFirst()
        .message();
  }
}
