package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads who asks for something that cannot be. */
@Timeout(120)
final class RefusedCommandIT {
  private static final String WRONG =
      """
      listeners:
        - {name: public, address: "0.0.0.0:99999"}
      strems: {orders: {}}
      links:
        - {accept: /live, out: nothing}
      """;

  @TempDir private Path folder;

  private record Outcome(int status, String out, String err) {}

  private Outcome run(String... arguments) throws Exception {
    try (WeirProcess weir = WeirProcess.run(folder, arguments)) {
      int status = weir.status();
      return new Outcome(status, weir.out(), weir.err());
    }
  }

  @Test
  void checkAndStartTellAllProblemsAtOnce() throws Exception {
    Files.writeString(folder.resolve("weir.yaml"), WRONG);
    Outcome check = run("check");
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.err())
        .contains("weir.yaml:2:", "99999", "weir.yaml:3:1", "strems", "`streams`")
        .contains("weir.yaml:5:", "nothing");
    Outcome start = run("start");
    assertThat(start.status()).isEqualTo(2);
    assertThat(start.err()).isEqualTo(check.err());
  }

  @Test
  void checkPrintsWhatItWouldTakeAgain() throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        kafka:
          bootstrap.servers: "k:1"
          properties: {security.protocol: SSL, ssl.key.password: horse}
        streams: {orders: {}}
        """);
    Outcome printed = run("check", "--print");
    assertThat(printed.status()).isZero();
    assertThat(printed.out())
        .containsPattern("security.protocol: SSL +# weir.yaml:3:")
        .containsPattern("ssl.key.password: ••• +# weir.yaml:3:")
        .containsPattern("# spread: 5s +# default")
        .doesNotContain("horse", "no problems");
    Files.writeString(folder.resolve("printed.yaml"), printed.out());
    assertThat(run("check", "-c", "printed.yaml").status()).isZero();
  }

  @Test
  void checkSaysWhatIsRightAndOpensNothing() throws Exception {
    Files.writeString(folder.resolve("weir.yaml"), "streams: {orders: {}}\n");
    Outcome outcome = run("check");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("weir.yaml: no problems", "1 stream");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aMissingFileIsOneSentence() throws Exception {
    Outcome outcome = run("start", "-c", "nowhere.yaml");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("nowhere.yaml").hasLineCount(1);
  }

  @Test
  void aTakenPortIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      List<List<String>> flags =
          List.of(
              List.of(
                  "--listen", address, "--admin", "127.0.0.1:0", "--kafka-address", "127.0.0.1:0"),
              List.of(
                  "--listen", "127.0.0.1:0", "--admin", address, "--kafka-address", "127.0.0.1:0"),
              List.of(
                  "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--kafka-address", address));
      for (List<String> each : flags) {
        assertOneSentence(dev(each), address);
      }
    }
  }

  private Outcome dev(List<String> flags) throws Exception {
    List<String> line = new ArrayList<>(List.of("dev"));
    line.addAll(flags);
    try (WeirProcess weir = WeirProcess.run(folder, Map.of("WEIR_LOG", "error"), line)) {
      int status = weir.status();
      return new Outcome(status, weir.out(), weir.err());
    }
  }

  private static void assertOneSentence(Outcome outcome, String part) {
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(69);
    assertThat(outcome.err()).startsWith("weir: ").contains(part).hasLineCount(1);
  }

  @Test
  void aFolderThatIsHeldOrNotOursIsLeftAlone() throws Exception {
    List<String> free =
        List.of(
            "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--kafka-address", "127.0.0.1:0");
    try (WeirProcess holder = WeirProcess.serve(folder.resolve("a"), "start")) {
      holder.ready();
      String data = folder.resolve("a/data").toString();
      assertOneSentence(dev(with(free, "--data", data)), data);
      assertThat(holder.isAlive()).isTrue();
    }
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.txt"), "mine");
    assertOneSentence(dev(with(free, "--data", foreign.toString())), foreign.toString());
    assertThat(entries(foreign)).containsExactly("thesis.txt");
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  private static List<String> entries(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void devStaysAwayFromOtherPeoplesClusters() throws Exception {
    Map<String, String> environment = Map.of("WEIR_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
    try (WeirProcess weir = WeirProcess.run(folder, environment, List.of("dev"))) {
      assertThat(weir.status()).isEqualTo(2);
      assertThat(weir.err()).contains("WEIR_KAFKA_BOOTSTRAP_SERVERS").hasLineCount(1);
    }
  }

  @Test
  void helpNamesTheCommands() throws Exception {
    Outcome outcome = run("--help");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("dev ", "start ", "check ", "stream ", "bench ")
        .doesNotContain("rehearse");
    for (String command : List.of("dev", "start", "check", "stream", "bench")) {
      assertThat(run(command, "--help").out()).contains("Usage: weir " + command);
    }
  }
}
