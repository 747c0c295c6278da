package io.weir.systemtests.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the programs are that are not Java's: what {@code src/test/interop/install} has put there.
 * What is missing fails the test that wants it, and says what to run.
 */
final class Tools {
  /** Our client for browsers and Node. */
  static final Path CLIENT = Path.of("../clients/js").toAbsolutePath().normalize();

  /** Asks Node for a WebSocket; from 22 on it has one without being asked. */
  static final String WITH_WEBSOCKET = "--experimental-websocket";

  private static final Path SCRIPTS = Path.of("src/test/interop").toAbsolutePath();
  private static final Path PYTHON = Path.of("target/interop/python").toAbsolutePath();
  private static final Path NODE = Path.of("target/interop/node").toAbsolutePath();

  private Tools() {}

  /** A file of {@code src/test/interop}. */
  static String script(String name) {
    return SCRIPTS.resolve(name).toString();
  }

  static String python() {
    return PYTHON.resolve("bin/python").toString();
  }

  static String node() {
    return onPath("node");
  }

  /** TypeScript's compiler, for Node. */
  static String typescript() {
    return NODE.resolve("node_modules/typescript/bin/tsc").toString();
  }

  /** What programs find in their environment: our versions of everything, or this fails. */
  static Map<String, String> environment() throws IOException {
    requireInstalled("requirements.txt", PYTHON.resolve("requirements.txt"));
    requireInstalled("package-lock.json", NODE.resolve("installed.json"));
    onPath("kcat");
    onPath("slowhttptest");
    onPath("testssl");
    Map<String, String> found = new HashMap<>(Trusted.environment());
    found.put("PATH", PYTHON.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    found.put("NODE_PATH", NODE.resolve("node_modules").toString());
    found.put("CHROMIUM", chromium());
    found.put("PYTHONUTF8", "1");
    found.put("PYTHONUNBUFFERED", "1");
    return found;
  }

  private static String chromium() {
    return onPath(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("chromium"));
  }

  private static void requireInstalled(String wanted, Path installed) throws IOException {
    Path list = SCRIPTS.resolve(wanted);
    if (!Files.exists(installed) || Files.mismatch(list, installed) >= 0) {
      throw missing("what " + wanted + " lists is not installed");
    }
  }

  private static String onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> missing(program + " is not on the PATH"))
        .toString();
  }

  private static AssertionError missing(String what) {
    return new AssertionError(what + ": run system-tests/src/test/interop/install, or .ci/run");
  }
}
