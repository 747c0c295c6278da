package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docs/operations.md gives its readers to copy is what its readers' programs understand. */
@Timeout(60)
final class OperationsIT {
  private static final Pattern METRIC = Pattern.compile("\\bweir_[a-z_]+");

  @TempDir private Path folder;
  private String document;

  @BeforeEach
  void read() throws IOException {
    document = Files.readString(Path.of("../docs/operations.md"));
  }

  @Test
  void theManifestsAreYamlAndTheirSettingsAreRight() throws Exception {
    List<Object> manifests = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(block("yaml\napiVersion"))
        .forEach(manifests::add);
    assertThat(manifests)
        .extracting(manifest -> at(manifest, "kind"))
        .containsExactly("ConfigMap", "Deployment", "Service");
    Files.writeString(folder.resolve("weir.yaml"), at(manifests.getFirst(), "data", "weir.yaml"));
    Map<String, String> secret = Map.of("FLEET_PASSWORD", "x");
    try (WeirProcess check = WeirProcess.run(folder, secret, List.of("check"))) {
      assertThat(check.status()).as(check.err()).isZero();
    }
  }

  private static String at(Object tree, String... path) {
    Object here = tree;
    for (String key : path) {
      Map<?, ?> map = (Map<?, ?>) here;
      here = Objects.requireNonNull(map.get(key), key);
    }
    return String.valueOf(here);
  }

  @Test
  void everyMetricThatIsNamedExists() {
    List<String> known = Stream.of(Metric.values()).map(Metric::id).toList();
    assertThat(METRIC.matcher(document).results().map(MatchResult::group))
        .map(name -> name.replaceFirst("_bucket$", ""))
        .isSubsetOf(known);
  }

  /** Needs systemd's own program, and no systemd that runs. */
  @Test
  @Tag("interop")
  void systemdUnderstandsTheUnit() throws Exception {
    Path unit = folder.resolve("weir.service");
    String here = Path.of("../weir").toRealPath().toString();
    Files.writeString(unit, block("ini").replace("/opt/weir/weir", here));
    Process verify =
        new ProcessBuilder("systemd-analyze", "verify", unit.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), UTF_8);
    assertThat(said.lines().filter(line -> line.contains("weir.service"))).isEmpty();
    assertThat(verify.waitFor()).as(said).isZero();
  }

  /**
   * A block of the document.
   *
   * @param begin its language, and perhaps the beginning of its text
   */
  private String block(String begin) {
    int at = document.indexOf("```" + begin);
    return document.substring(document.indexOf('\n', at) + 1, document.indexOf("```", at + 3));
  }
}
