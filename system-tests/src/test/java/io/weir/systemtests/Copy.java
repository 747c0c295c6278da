package io.weir.systemtests;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Weir as an unpacked archive has it, but of the jars of this build and with {@code bench}: the
 * launcher, a {@code lib/} beside it, and the AOT cache that a user's second start finds.
 *
 * @param launcher what to run
 * @param cache for {@code WEIR_JAVA_CACHE}
 */
record Copy(Path launcher, Path cache) {
  private static final Copy MADE = make();

  /** The one of this build. */
  static Copy made() {
    return MADE;
  }

  private static Copy make() {
    try {
      Path root = Path.of("..").toRealPath();
      Path folder = root.resolve("system-tests/target/weir-copy");
      Files.createDirectories(folder);
      Copy copy = new Copy(folder.resolve("weir"), folder.resolve("cache"));
      copy.fill(root);
      return copy;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("no copy of Weir to test", e);
    }
  }

  private void fill(Path root) throws IOException, InterruptedException {
    link("lib", root);
    link("built", root);
    Files.copy(root.resolve("weir"), launcher, REPLACE_EXISTING);
    if (!isTrained()) {
      train();
    }
  }

  private void link(String name, Path root) throws IOException {
    Path link = launcher.resolveSibling(name);
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, root.resolve("target/weir").resolve(name));
    }
  }

  private boolean isTrained() throws IOException {
    Path trained = cache.resolve("trained");
    Path built = launcher.resolveSibling("built");
    return Files.exists(trained)
        && Files.exists(built)
        && Files.getLastModifiedTime(trained).compareTo(Files.getLastModifiedTime(built)) > 0;
  }

  /** As an installation does it. */
  private void train() throws IOException, InterruptedException {
    ProcessBuilder rehearse = new ProcessBuilder(launcher.toString(), "rehearse");
    rehearse.environment().put("WEIR_JAVA_HOME", System.getProperty("java.home"));
    rehearse.environment().put("WEIR_JAVA_CACHE", cache.toString());
    Path told = launcher.resolveSibling("rehearse.txt");
    rehearse.redirectErrorStream(true).redirectOutput(Redirect.to(told.toFile()));
    if (rehearse.start().waitFor() != 0) {
      throw new IllegalStateException(Files.readString(told));
    }
  }
}
