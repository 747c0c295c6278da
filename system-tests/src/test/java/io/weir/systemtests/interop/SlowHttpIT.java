package io.weir.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.systemtests.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** slowhttptest finds that others are served while it does its worst. */
@Tag("interop")
@Timeout(120)
final class SlowHttpIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "-H, GET, No open connections left",
    "-B, POST, No open connections left",
    "-X, GET, Hit test time limit" // its own end reads on what ours has sent and forgotten
  })
  void slowClientsDoNotKeepOthersOut(String attack, String verb, String end) throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        streams: {trucks: {}}
        listeners: [{name: public, address: "127.0.0.1:0"}]
        limits: {handshake-timeout: 2s}
        """);
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "-c", "weir.yaml");
        Program slow = start(attack, verb, weir.listener("public"))) {
      List<String> told = new ArrayList<>();
      while (told.stream().noneMatch(line -> line.contains("Exit status"))) {
        told.add(slow.line().replaceAll("\u001B\\[[0-9;]*[A-Za-z]", ""));
      }
      List<String> available =
          told.stream().filter(line -> line.startsWith("service available:")).toList();
      assertThat(available).as("%s", told).isNotEmpty().allMatch(line -> line.endsWith("YES"));
      assertThat(told.getLast()).endsWith(end);
      assertThat(weir.err()).doesNotContain("ERROR");
    }
  }

  private static Program start(String attack, String verb, String listener) throws Exception {
    String url = "http://" + listener + "/streams/trucks";
    List<String> command = new ArrayList<>(List.of("slowhttptest", attack, "-t", verb, "-u", url));
    command.addAll(List.of("-c", "500", "-r", "200", "-i", "1", "-l", "30", "-p", "2"));
    return Program.start(command);
  }
}
