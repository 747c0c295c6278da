package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.engine.config.schema.Origin;
import io.weir.engine.config.schema.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, reading it ends with settings or with problems that have a place. */
final class SettingsFuzzTest {
  private static final int ROUNDS = 1_000;
  private static final String VALID =
      """
      kafka:
        bootstrap.servers: kafka-1:9092,kafka-2:9092
        properties: {security.protocol: SSL, ssl.keystore.password: "${PASSWORD:x}"}
      listeners:
        - {name: public, address: "0.0.0.0:8080", dialect: weir, origins: ["https://a.example"]}
        - {name: inner, address: "[::1]:8081"}
      streams: &streams
        trucks: {topic: trucks, format: json}
        prices: {create: true, out: false}
      links:
        - {name: live, accept: /live, out: prices, listener: inner}
        - {accept: trucks, out: trucks}
      access:
        basic: {user: "${WS_USER:me}", password: "${WS_PASSWORD:secret}"}
      admin: {address: "127.0.0.1:9081"}
      limits: {handshake-timeout: 10s, max-url: 8KiB, max-header: 16KiB, max-message: 1MiB}
      sessions: {ping-interval: 30s, idle-timeout: 90s}
      out: {unsent: 1MiB, hop: 16MiB, batch: 256KiB, patience: 1s, linger: 30s}
      drain: {spread: 5s}
      tails: 2
      loops: 0
      """;
  private static final List<String> PIECES =
      List.of(
          "",
          "\n",
          " ",
          "  ",
          "\t",
          ":",
          ": ",
          "- ",
          "-",
          "[",
          "]",
          "{",
          "}",
          ",",
          "#",
          "&a ",
          "*a",
          "*streams",
          "!!str ",
          "!x",
          "|",
          ">",
          "'",
          "\"",
          "%",
          "@",
          "`",
          "?",
          "---\n",
          "...\n",
          "<<: *streams",
          "null",
          "~",
          "true",
          "0",
          "-1",
          "1e9",
          "${",
          "${X}",
          "${file:/}",
          "$${",
          "\u0000",
          "\u0007",
          "\uFEFF",
          "\u2028",
          "é",
          "\uD83D\uDE00",
          "out",
          "name: ",
          "public");

  @TempDir Path folder;

  @Test
  void theBaseIsValid() {
    assertThat(Read.file(folder, VALID).problems()).isEmpty();
  }

  @Test
  void mutationsNeverThrowAndProblemsHaveALine() throws Exception {
    long seed = Long.getLong("seed", 20_261_120L);
    Random random = new Random(seed);
    Path file = folder.resolve("weir.yaml");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutant = mutant(random);
      Files.write(file, mutant);
      try {
        Read.file(file).found().forEach(SettingsFuzzTest::assertHasLine);
      } catch (RuntimeException | Error e) {
        fail(
            "seed "
                + seed
                + ", round "
                + round
                + ":\n"
                + new String(mutant, StandardCharsets.UTF_8),
            e);
      }
    }
  }

  private static void assertHasLine(Problem problem) {
    assertThat(problem.origin())
        .isInstanceOfSatisfying(
            Origin.Line.class,
            line -> {
              assertThat(line.line()).isPositive();
              assertThat(line.column()).isPositive();
            });
    assertThat(problem.toString()).doesNotContain("\n").doesNotContain("\u0000");
  }

  private static byte[] mutant(Random random) {
    StringBuilder text = new StringBuilder(VALID);
    int slips = 1 + random.nextInt(4);
    for (int i = 0; i < slips; i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
        default -> text.insert(random.nextInt(text.length()), text.substring(from, to));
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
