package io.weir.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What clients that are not ours see when Weir does not let them in. */
@Tag("interop")
@Timeout(120)
final class RefusalIT {
  private static final String HINT = "unknown stream truck; did you mean /streams/trucks?";

  @TempDir private static Path folder;
  private static Scene scene;

  @BeforeAll
  static void start() throws Exception {
    scene = Scene.start(folder, "");
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CHROMIUM")
  void aProgramLearnsByTheStatus(Client client) throws Exception {
    try (Program subscriber = scene.connect(client, "/streams/truck")) {
      assertThat(subscriber.line())
          .isEqualTo("refused 404 - {\"error\":\"stream_not_found\",\"message\":\"" + HINT + "\"}");
    }
  }

  @Test
  void aBrowserLearnsByTheCloseCode() throws Exception {
    try (Program browser = scene.connect(Client.CHROMIUM, "/streams/truck")) {
      assertThat(browser.line()).startsWith("open");
      assertThat(browser.line()).isEqualTo("closed 4504 " + HINT);
    }
  }

  @Test
  void aPageOfAnotherOriginIsNotAdmitted() throws Exception {
    String url = scene.url("/streams/trucks");
    try (Program browser = Client.browse(scene.page().otherOrigin(), url)) {
      assertThat(browser.line()).isEqualTo("closed 1006");
    }
  }
}
