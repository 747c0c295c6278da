package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked in a folder that is not ours and run from there. */
@Timeout(240)
final class ArchiveIT {
  private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

  private static final String PATH = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");

  /** A server that starts with this uses its cache or does not start. */
  private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on";

  @TempDir private static Path place;
  @TempDir private Path folder;

  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    home = Archive.unpack(place.resolve("some where"));
  }

  /** As far as one archive can tell that the next one has the same bytes. */
  @Test
  void nothingInItTellsWhoMadeItOrWhen() throws Exception {
    assertThat(Archive.listing())
        .allMatch(line -> line.contains(" root/root ") && line.contains(" 2026-01-01 00:00 "))
        .allMatch(line -> line.matches("(-rw-r--r--|[-d]rwxr-xr-x) .*"));
  }

  @Test
  void itHoldsWhatRunsAndItsLicencesOnly() throws Exception {
    List<String> jars = jars();
    assertThat(jars)
        .anyMatch(jar -> jar.startsWith("weir-cli-"))
        .noneMatch(jar -> jar.matches("(weir-(testing|bench)|jmh|junit|assertj|archunit).*"));
    String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));
    assertThat(jars)
        .filteredOn(jar -> !jar.startsWith("weir-"))
        .allSatisfy(jar -> assertThat(licences).contains(":" + artifact(jar) + ":"));
    try (Stream<Path> top = Files.list(home)) {
      assertThat(top.map(path -> path.getFileName().toString()))
          .contains("weir", "install", "LICENSE", "licenses");
    }
  }

  private static List<String> jars() throws IOException {
    try (Stream<Path> lib = Files.list(home.resolve("lib"))) {
      return lib.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static String artifact(String jar) {
    return jar.replaceFirst("-\\d.*", "");
  }

  @Test
  void helpNamesNothingThatIsNotThere() throws Exception {
    try (WeirProcess weir = weir(Map.of(), "--help")) {
      assertThat(weir.status()).isZero();
      assertThat(weir.out()).contains("start", "health", "stream").doesNotContain("bench");
    }
    try (WeirProcess weir = weir(Map.of(), "--version")) {
      assertThat(weir.status()).isZero();
      assertThat(weir.out()).startsWith("weir " + Archive.ROOT.substring("weir-".length()));
    }
  }

  @Test
  void withoutAJavaItSaysWhatItNeeds() throws Exception {
    try (WeirProcess weir = weir(Map.of("WEIR_JAVA_HOME", "/nowhere"), "start")) {
      assertThat(weir.status()).isEqualTo(69);
      assertThat(weir.err())
          .isEqualTo(
              """
              weir: Java 25 is needed, and WEIR_JAVA_HOME (/nowhere) is not the folder of a Java.
                Point it at a Java 25, or unset it to have Weir look for one.
              """);
    }
  }

  @Test
  void theFirstServerDeliversAndMakesTheCacheOfTheSecond() throws Exception {
    Path cache = folder.resolve("cache");
    Map<String, String> cached =
        Map.of("WEIR_JAVA_CACHE", cache.toString(), "PATH", impatience() + ":" + PATH);
    try (WeirProcess server = serve(folder.resolve("first"), cached)) {
      assertDelivers(server);
      assertThat(ask(server, "--ready")).isEqualTo("ready\n");
      server.awaitFile(cache.resolve("trained"));
      assertThat(cache.resolve("weir.aot")).exists();
    }
    Map<String, String> only = new TreeMap<>(cached);
    only.put("WEIR_JAVA_OPTS", CACHE_OR_NOTHING);
    try (WeirProcess server = serve(folder.resolve("second"), only)) {
      assertDelivers(server);
    }
  }

  /**
   * The cache is made with what others leave of the processors; other tests would leave nothing.
   */
  private Path impatience() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path nice = bin.resolve("nice");
    Files.writeString(nice, "#!/bin/sh\nshift 2\nexec \"$@\"\n");
    Files.setPosixFilePermissions(nice, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  private void assertDelivers(WeirProcess server) throws Exception {
    String url = "ws://" + server.listener("public") + "/streams/orders";
    try (WeirProcess stream = weir(Map.of("WEIR_JAVA_CACHE", ""), "stream", url, "-n", "1");
        Topic orders = new Topic(server.kafka(), "orders")) {
      while (!stream.endsWithin(50, TimeUnit.MILLISECONDS)) {
        orders.put("k", "an order");
      }
      assertThat(stream.status()).isZero();
      assertThat(stream.out()).isEqualTo("an order\n");
    }
  }

  private String ask(WeirProcess server, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("health", "--admin", server.admin()));
    arguments.addAll(List.of(more));
    try (WeirProcess health = weir(Map.of(), arguments.toArray(String[]::new))) {
      assertThat(health.status()).isZero();
      return health.out();
    }
  }

  @Test
  void aSickWeirIsATemporaryFailure() throws Exception {
    try (WeirProcess health = weir(Map.of(), "health", "--admin", "127.0.0.1:1")) {
      assertThat(health.status()).isEqualTo(75);
      assertThat(health.err()).startsWith("weir: no answer from the admin address 127.0.0.1:1: ");
    }
  }

  /** By a user who may read it only, and has no home. */
  @Test
  void itServesWhereItMayNotWrite() throws Exception {
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> command = new ArrayList<>(asNobody());
    command.add(home.resolve("weir").toString());
    command.addAll(WeirProcess.serving("start", "--stream", "orders"));
    Map<String, String> poor = Map.of("HOME", "/nonexistent", "XDG_CACHE_HOME", "");
    try (WeirProcess server = WeirProcess.start(folder, poor, command)) {
      assertDelivers(server);
      assertThat(server.err()).doesNotContain("Permission denied", "denied", "WARN");
    } finally {
      Files.setPosixFilePermissions(home, before);
    }
    assertThat(home.resolve("trained")).doesNotExist();
  }

  /** Root may write anywhere, whatever permissions say. */
  private static List<String> asNobody() {
    return IS_ROOT
        ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        : List.of();
  }

  private static WeirProcess serve(Path folder, Map<String, String> environment) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("weir").toString()));
    command.addAll(WeirProcess.serving("start", "--stream", "orders"));
    return WeirProcess.start(folder, environment, command);
  }

  private WeirProcess weir(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("weir").toString()));
    command.addAll(List.of(arguments));
    return WeirProcess.start(folder.resolve(arguments[0]), environment, command);
  }
}
