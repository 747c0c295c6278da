package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a source tree of two files, with Javas and a Maven that only say what they do.
 */
@Timeout(60)
final class LauncherIT {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >>maven.log
      if [ -e broken ]; then echo '[INFO] quiet'; echo '[ERROR] Main.java: no semicolon'; exit 1; fi
      while [ -e slow ] && [ ! -e go ]; do sleep 0.05; done
      mkdir -p target/weir/lib && : >target/weir/lib/b.jar && : >target/weir/lib/a.jar
      : >target/weir/lib/weir-cli.jar && : >target/weir/built
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      echo "$0 $*"
      for option; do
        case $option in -XX:AOTCacheOutput=*) : >"${option#*=}" ;; esac
      done
      """;

  @TempDir private Path folder;
  private Path root;
  private Path bin;
  private Path sources;
  private final Map<String, String> environment = new TreeMap<>();

  private record Outcome(int status, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectories(folder.resolve("a tree"));
    bin = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("..", "weir"), root.resolve("weir"));
    makeExecutable(root.resolve("weir"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    sources = Files.createDirectories(root.resolve("cli/src/main/java"));
    Files.writeString(sources.resolve("Main.java"), "class Main {}");
    write(bin.resolve("mvn"), MAVEN);
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("WEIR_JAVA_FOLDERS", folder.resolve("javas").toString());
  }

  @Test
  void withoutAJavaItSaysWhatItNeedsAndWhereItLooked() throws Exception {
    environment.put("JAVA_HOME", java("old", "21.0.4").toString());
    java("javas/other", "17.0.1");
    Outcome outcome = weir("dev");
    assertThat(outcome.status()).isEqualTo(69);
    assertThat(outcome.err())
        .contains("Java 25 is needed", environment.get("JAVA_HOME") + ": Java 21.0.4")
        .contains(folder.resolve("javas").toString(), "set JAVA_HOME or WEIR_JAVA_HOME");
  }

  @Test
  void aChosenJavaOfAnotherVersionIsRefused() throws Exception {
    java("javas/right", "25");
    environment.put("WEIR_JAVA_HOME", java("old", "21.0.4").toString());
    Outcome outcome = weir("dev");
    assertThat(outcome.status()).isEqualTo(69);
    assertThat(outcome.err()).contains("WEIR_JAVA_HOME", "Java 21.0.4");
  }

  @Test
  void findsAJavaInTheFoldersAndBuildsOnFirstUse() throws Exception {
    java("javas/old", "21.0.4");
    Path right = java("javas/with a space/Contents/Home", "25.0.1");
    Outcome outcome = weir("stream", "a b");
    assertThat(outcome.err()).isEqualTo("weir: building (first use, a minute or two)…\n");
    assertThat(outcome.out())
        .startsWith(right + "/bin/java ")
        .endsWith(" io.weir.cli.Main stream a b\n");
    assertThat(outcome.out()).containsSubsequence("weir-cli.jar:", "a.jar:", "b.jar");
  }

  @Test
  void doesNotBuildAgainWithoutAChange() throws Exception {
    java("javas/right", "25");
    weir("a");
    assertThat(weir("b").err()).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceHasChangedOrIsGone() throws Exception {
    java("javas/right", "25");
    Path source = sources.resolve("Main.java");
    weir("a");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    assertThat(weir("b").err()).isEqualTo("weir: building (sources have changed)…\n");
    Files.delete(source);
    Files.setLastModifiedTime(sources, FileTime.from(Instant.now().plusSeconds(1)));
    weir("c");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void aFailedBuildShowsItsOutput() throws Exception {
    java("javas/right", "25");
    Files.writeString(root.resolve("broken"), "");
    Outcome outcome = weir("dev");
    assertThat(outcome.status()).isEqualTo(70);
    assertThat(outcome.err()).contains("[ERROR] Main.java: no semicolon").doesNotContain("quiet");
    Files.delete(root.resolve("broken"));
    assertThat(weir("dev").status()).isZero();
  }

  @Test
  void withoutMavenItSaysSo() throws Exception {
    java("javas/right", "25");
    Files.delete(bin.resolve("mvn"));
    environment.put("PATH", toolsWithoutMaven().toString());
    Outcome outcome = weir("dev");
    assertThat(outcome.status()).isEqualTo(69);
    assertThat(outcome.err()).contains("no mvn on the PATH");
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    java("javas/right", "25");
    Files.writeString(root.resolve("slow"), "");
    Process first = start("first");
    assertThat(first.errorReader(UTF_8).readLine()).startsWith("weir: building");
    Process second = start("second");
    assertThat(second.errorReader(UTF_8).readLine()).startsWith("weir: waiting for the build");
    Files.writeString(root.resolve("go"), "");
    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void theLockOfADeadBuildIsBroken() throws Exception {
    java("javas/right", "25");
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(root.resolve("target/weir"));
    Files.writeString(root.resolve("target/weir/lock"), dead.pid() + "\n");
    assertThat(weir("dev").status()).isZero();
    assertThat(root.resolve("target/weir/lock")).doesNotExist();
  }

  @Test
  void runsThroughALinkFromAnywhereAndPassesOptions() throws Exception {
    java("javas/right", "25");
    environment.put("JAVA_OPTS", "-Xmx1g -Da=*");
    environment.put("WEIR_JAVA_OPTS", "-Xmx2g");
    Path link = Files.createSymbolicLink(bin.resolve("weir"), root.resolve("weir"));
    Outcome outcome = outcome(start(link, "dev"));
    assertThat(outcome.out()).contains("-Xmx1g -Da=* -Xmx2g", root + "/target/weir/lib/a.jar");
  }

  @Test
  void aCollectorThatTheUserChoosesIsTheOnlyOne() throws Exception {
    java("javas/right", "25");
    assertThat(weir("dev").out()).contains("-XX:+UseSerialGC");
    environment.put("WEIR_JAVA_OPTS", "-XX:+UseZGC -Xmx2g");
    assertThat(weir("dev").out()).contains("-XX:+UseZGC").doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void aDistributionOnlyRuns() throws Exception {
    java("javas/right", "25");
    layOutDistribution();
    Outcome outcome = weir("dev");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("-cp " + root + "/lib/weir-cli.jar io.weir.cli.Main dev")
        .doesNotContain("AOTCache");
    assertThat(root.resolve("maven.log")).doesNotExist();
  }

  @Test
  void aDistributionUsesTheCacheThatARehearsalHasMadeForItAndThisJava() throws Exception {
    Path right = java("javas/right", "25");
    layOutDistribution();
    Path cache = folder.resolve("a cache");
    environment.put("WEIR_JAVA_CACHE", cache.toString());
    assertThat(weir("stream").out()).doesNotContain("AOTCache");
    weir("rehearse");
    String option = "-XX:AOTCache=" + cache + "/weir.aot";
    assertThat(weir("stream").out()).contains(option);
    Files.writeString(root.resolve("built"), "other jars\n");
    assertThat(weir("stream").out()).doesNotContain("AOTCache");
    weir("rehearse");
    Files.writeString(right.resolve("release"), "JAVA_VERSION=\"25.0.2\"\n");
    assertThat(weir("stream").out()).doesNotContain("AOTCache");
  }

  @Test
  void aCacheThatAnybodyCouldHavePutThereIsNotUsed() throws Exception {
    java("javas/right", "25");
    layOutDistribution();
    weir("rehearse");
    assertThat(weir("stream").out()).contains("-XX:AOTCache=" + root + "/weir.aot");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(weir("stream").out()).doesNotContain("AOTCache");
  }

  @Test
  void whereWeirMayNotWriteTheCacheIsTheUsersOwn() throws Exception {
    java("javas/right", "25");
    layOutDistribution();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    weir("rehearse");
    Path cache = Path.of(folder + "/.cache/weir" + root);
    assertThat(weir("stream").out()).contains("-XX:AOTCache=" + cache + "/weir.aot");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
  }

  private void layOutDistribution() throws IOException {
    Files.delete(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("lib"));
    Files.writeString(root.resolve("lib/weir-cli.jar"), "");
    Files.writeString(root.resolve("built"), "these jars\n");
  }

  private Outcome weir(String... arguments) throws Exception {
    return outcome(start(arguments));
  }

  private static Outcome outcome(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  private Process start(String... arguments) throws IOException {
    return start(root.resolve("weir"), arguments);
  }

  private Process start(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(root.resolve("maven.log"));
  }

  /** A Java that prints its command line, and makes a cache if it is told to. */
  private Path java(String home, String version) throws IOException {
    Path at = folder.resolve(home);
    Files.createDirectories(at.resolve("bin"));
    Files.writeString(
        at.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    write(at.resolve("bin/java"), JAVA);
    return at;
  }

  private Path toolsWithoutMaven() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("bash"), Path.of("/bin/bash"));
    for (String tool : List.of("find", "dirname", "readlink", "mkdir", "ln", "rm", "cat")) {
      write(tools.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
    }
    return tools;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    makeExecutable(file);
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
