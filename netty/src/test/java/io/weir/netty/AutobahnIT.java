package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Autobahn suite: RFC 6455 and RFC 7692, for an end that accepts and for one that dials, with
 * the same cases. Its script has a time limit.
 */
@Tag("interop")
class AutobahnIT {
  @Test
  void passesTheSuite() throws IOException, InterruptedException {
    Process echo =
        new ProcessBuilder(java(AutobahnEchoMain.class))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = echo.inputReader()) {
      String url = output.readLine();
      assertThat(url).startsWith("ws://");
      run(List.of("accept", url, "target/autobahn"));
    } finally {
      echo.destroy();
    }
  }

  @Test
  void passesTheSuiteWhenItDials() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("dial", "target/autobahn-dial"));
    arguments.addAll(java(AutobahnDialMain.class));
    run(arguments);
  }

  private static void run(List<String> arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("src/test/autobahn/run"));
    line.addAll(arguments);
    Process suite = new ProcessBuilder(line).redirectErrorStream(true).start();
    String told = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(suite.waitFor()).as(told).isZero();
  }

  private static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }
}
