package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.systemtests.Dockerfile.Instruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Dockerfile says, done in an empty folder that stands for the image's root: there need be
 * no container engine here. Only the base image, the user and the layers are left to one.
 */
@Timeout(240)
final class ContainerIT {
  @TempDir private Path folder;

  @Test
  void anImageServesAndKnowsItsHealth() throws Exception {
    Dockerfile dockerfile = Dockerfile.read(Path.of("../Dockerfile"), folder.resolve("image"));
    for (Instruction each : dockerfile.instructions()) {
      carryOut(each, dockerfile.root());
    }
    assertThat(dockerfile.root().resolve("opt/weir/weir.aot")).exists();
    assertThat(dockerfile.root().resolve("tmp")).isDirectory();
    serves(dockerfile);
  }

  /** The rest are words about the image, which {@link #serves} reads. */
  private void carryOut(Instruction each, Path root) throws Exception {
    switch (each.name()) {
      case "ADD" -> Archive.unpack(root.resolve("tmp"));
      case "RUN" -> run(each.text());
      case "WORKDIR" -> assertThat(Path.of(each.text())).isDirectory();
      case "FROM", "COPY", "ENV", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD" -> {}
      default -> throw new AssertionError("this test does not know " + each);
    }
  }

  /** Who is not root cannot give files away. */
  private void run(String script) throws Exception {
    ProcessBuilder bash = new ProcessBuilder("bash", "-c", "chown() { :; }; " + script);
    bash.environment().put("WEIR_JAVA_HOME", System.getProperty("java.home"));
    Path out = folder.resolve("run.txt");
    int status = bash.redirectErrorStream(true).redirectOutput(out.toFile()).start().waitFor();
    assertThat(status).as(script + ": " + Files.readString(out)).isZero();
  }

  private void serves(Dockerfile dockerfile) throws Exception {
    Map<String, String> image = dockerfile.environment();
    assertThat(image).containsEntry("WEIR_ADMIN_ADDRESS", "0.0.0.0:9081");
    Map<String, String> free = new TreeMap<>(image);
    free.put("WEIR_ADMIN_ADDRESS", "0.0.0.0:0");
    free.put("WEIR_LISTENERS_PUBLIC_ADDRESS", "127.0.0.1:0");
    free.put("WEIR_KAFKA_ADDRESS", "127.0.0.1:0");
    free.put("WEIR_JAVA_OPTS", "-XX:AOTMode=on");
    List<String> command = dockerfile.command("--ready-file", folder + "/server/ready.json");
    try (WeirProcess server = WeirProcess.start(folder.resolve("server"), free, command)) {
      free.put("WEIR_ADMIN_ADDRESS", server.admin());
      try (WeirProcess health =
          WeirProcess.start(folder.resolve("health"), free, dockerfile.healthCheck())) {
        assertThat(health.status()).isZero();
        assertThat(health.out()).isEqualTo("ok\n");
      }
      assertThat(dockerfile.root().resolve("var/lib/weir")).isNotEmptyDirectory();
      server.terminate();
      assertThat(server.status()).isZero();
    }
  }
}
