package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a secret, problems do not show it. */
final class SecretsTest {
  private static final String SECRET = "hunter2";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access: {basic: {user: 'hunter2:', password: x}}",
        "access: {basic: {user: a, password: [hunter2]}}",
        "access: {basic: {user: a, password: {x: hunter2}}}",
        "access: {basic: {user: a, pasword: hunter2}}",
        "access: {basic: hunter2}",
        "access: hunter2",
        "access: {basic: {user: a, password: *hunter2 }}",
        "access: {basic: {user: a, password: !hunter2 }}",
        "access: {basic: {user: a, password: &hunter2 }}",
        "access: {basic: {user: a, password: @hunter2 }}",
        "access: {basic: {user: a, password: %hunter2 }}",
        "access: {basic: {user: a, password: 'hunter2}}",
        "access:\n  basic:\n    user: a\n    password: b: hunter2\n",
        "kafka: {properties: {acks: hunter2}}",
        "kafka: {properties: {sasl.jaas.config: hunter2}}",
        "kafka: {properties: hunter2}",
        "drain: {spread: '${TOKEN}'}",
        "drain: {spread: '${file:FILE}'}",
        "admin: {address: '${TOKEN:1}'}",
      })
  void isNotShownInProblems(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), SECRET);
    Read read =
        Read.file(folder, text.replace("FILE", file.toString())).environment("TOKEN", SECRET);

    assertThat(read.problems()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WEIR_ACCESS",
        "WEIR_ACCESS_BASIC_PASSWORD",
        "WEIR_ACCESS_BASIC_PASWORD",
        "WEIR_KAFKA_PROPERTIES_ACKS"
      })
  void isNotShownInProblemsOfVariables(String variable) {
    assertThat(Read.nothing().environment(variable, SECRET).problems())
        .isNotEmpty()
        .noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void isMaskedInSettings() {
    Settings settings =
        Read.file(
                folder,
                """
                access: {basic: {user: hunter2, password: hunter2}}
                kafka: {bootstrap.servers: "k:1", properties: {sasl.jaas.config: hunter2}}
                """)
            .settings();

    assertThat(settings.toString()).doesNotContain(SECRET).contains("•••");
    assertThat(settings.kafka().clientProperties()).containsEntry("sasl.jaas.config", SECRET);
  }
}
