package io.weir.systemtests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.systemtests.interop.Producer.Message;
import java.net.URLEncoder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How clients that are not ours show who they are, and what they see if they do not. */
@Tag("interop")
@Timeout(120)
final class AccessIT {
  private static final String PASSWORD = "s3cret &:ü";

  @TempDir private static Path folder;
  private static Scene scene;

  @BeforeAll
  static void start() throws Exception {
    scene =
        Scene.start(
            folder,
            """
            access:
              basic: {user: fleet, password: "%s"}
            """
                .formatted(PASSWORD));
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CHROMIUM")
  void theHeaderAdmits(Client client) throws Exception {
    String url = scene.url("/streams/trucks");
    try (Program subscriber = client.connectAs("fleet:" + PASSWORD, url)) {
      assertReceives(subscriber);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theQueryAdmits(Client client) throws Exception {
    String query = "?username=fleet&api_key=" + URLEncoder.encode(PASSWORD, UTF_8);
    try (Program subscriber = scene.connect(client, "/streams/trucks" + query)) {
      assertReceives(subscriber);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CHROMIUM")
  void aWrongPasswordIsA401(Client client) throws Exception {
    String url = scene.url("/streams/trucks");
    try (Program subscriber = client.connectAs("fleet:guess", url)) {
      assertThat(subscriber.line())
          .startsWith("refused 401 Basic realm=")
          .contains("{\"error\":\"unauthenticated\",\"message\":");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.INCLUDE, names = "CHROMIUM")
  void aBrowserLearnsOfAWrongPasswordByACloseCode(Client client) throws Exception {
    String target = "/streams/trucks?username=fleet&api_key=guess";
    try (Program subscriber = scene.connect(client, target)) {
      assertThat(subscriber.line()).startsWith("open");
      assertThat(subscriber.line()).matches("closed 4501 .+");
    }
  }

  private static void assertReceives(Program subscriber) throws Exception {
    assertThat(subscriber.line()).startsWith("open");
    scene.produce(Producer.LIBRDKAFKA, Message.of("truck-1", "for you"));
    assertThat(subscriber.line()).isEqualTo("text for you");
  }
}
