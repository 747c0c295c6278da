package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Autobahn suite: RFC 6455 and RFC 7692 for an end that accepts. Its script has a time limit.
 */
@Tag("interop")
class AutobahnIT {
  @Test
  void passesTheSuite() throws IOException, InterruptedException {
    Process echo = startEcho();
    try (BufferedReader output = echo.inputReader()) {
      String url = output.readLine();
      assertThat(url).startsWith("ws://");
      Process suite =
          new ProcessBuilder("src/test/autobahn/run", url, "target/autobahn")
              .redirectErrorStream(true)
              .start();
      String told = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(suite.waitFor()).as(told).isZero();
    } finally {
      echo.destroy();
    }
  }

  private static Process startEcho() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            AutobahnEchoMain.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
