package io.weir.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.systemtests.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** testssl.sh finds nothing wrong with how Weir speaks TLS. */
@Tag("interop")
@Timeout(400)
final class TlsGradeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Of the authority, of the DNS, and of whoever decides for a whole site: not Weir's. */
  private static final Set<String> OTHERS = Set.of("cert_revocation", "DNS_CAArecord", "HSTS");

  /** All but praise and notes. */
  private static final Set<String> FAULTS = Set.of("LOW", "MEDIUM", "HIGH", "CRITICAL", "FATAL");

  @TempDir private Path folder;

  @Test
  void nothingIsWrong() throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        streams: {trucks: }
        listeners: [{name: public, address: "127.0.0.1:0", tls: %s}]
        """
            .formatted(Trusted.setting()));
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "-c", "weir.yaml")) {
      JsonNode findings = probe(weir.listener("public").replace("127.0.0.1", "localhost"));
      assertThat(said(findings, "cert_chain_of_trust")).isEqualTo("passed.");
      assertThat(said(findings, "TLS1_3")).startsWith("offered");
      assertThat(said(findings, "TLS1_1")).startsWith("not offered");
      assertThat(findings)
          .filteredOn(finding -> FAULTS.contains(finding.path("severity").asText()))
          .filteredOn(finding -> !OTHERS.contains(finding.path("id").asText()))
          .isEmpty();
      assertThat(weir.err()).doesNotContain("ERROR", " WARN ");
    }
  }

  private JsonNode probe(String listener) throws Exception {
    Path found = folder.resolve("found.json");
    List<String> command = new ArrayList<>(List.of("testssl", "--quiet", "--warnings", "off"));
    command.addAll(List.of("--color", "0", "--add-ca", Trusted.authority()));
    command.addAll(List.of("--jsonfile", found.toString(), listener));
    try (Program testssl = Program.start(command)) {
      testssl.awaitEnd(PATIENCE);
    }
    return new ObjectMapper().readTree(found.toFile());
  }

  private static String said(JsonNode findings, String id) {
    for (JsonNode finding : findings) {
      if (finding.path("id").asText().equals(id)) {
        return finding.path("finding").asText();
      }
    }
    throw new AssertionError("testssl says nothing of " + id + ": " + findings);
  }
}
