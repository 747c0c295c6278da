package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.cli.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code mvn -Pdist package} makes; {@code mvn verify} has made it before these tests. */
final class Archive {
  /** The archive's own folder. */
  static final String ROOT = "weir-" + Version.current();

  private Archive() {}

  private static Path file() throws IOException {
    return Path.of("..").toRealPath().resolve("target/" + ROOT + ".tar.gz");
  }

  /** A line of {@code ls -l} for everything that it holds. */
  static List<String> listing() throws Exception {
    return tar("--list", "--verbose", "--gzip", "--file", file().toString()).lines().toList();
  }

  /** What a user has after unpacking it there. */
  static Path unpack(Path folder) throws Exception {
    Files.createDirectories(folder);
    tar("--extract", "--gzip", "--file", file().toString(), "--directory", folder.toString());
    return folder.resolve(ROOT);
  }

  private static String tar(String... arguments) throws Exception {
    ProcessBuilder tar = new ProcessBuilder("tar").redirectErrorStream(true);
    tar.command().addAll(List.of(arguments));
    tar.environment().put("TZ", "UTC");
    Process process = tar.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(out);
    }
    return out;
  }
}
