package io.weir.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.systemtests.WeirProcess;
import io.weir.systemtests.interop.Producer.Message;
import java.nio.file.Files;
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

/** Clients that were written for Quix's WebSocket Destination, and a browser, which it kept out. */
@Tag("interop")
@Timeout(120)
final class QuixClientsIT {
  @TempDir private static Path folder;
  private static Page page;
  private static WeirProcess weir;

  @BeforeAll
  static void start() throws Exception {
    page = Page.serve();
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        listeners:
          - {name: quix, address: "127.0.0.1:0", dialect: quix, stream: cars, origins: ["%s"]}
        streams: {cars: {}}
        access:
          basic: {user: quix, password: "pass:word"}
        """
            .formatted(page.origin()));
    weir = WeirProcess.serve(folder, "start", "-c", "weir.yaml");
  }

  @AfterAll
  static void stop() {
    weir.close();
    page.close();
  }

  private static String url(String target) throws Exception {
    return "ws://" + weir.listener("quix") + target;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CHROMIUM")
  void thePathIsTheKeyAndTheHeaderAdmits(Client client) throws Exception {
    try (Program subscriber = client.connectAs("quix:pass:word", url("/CAR%20100%25"))) {
      assertReceives(subscriber);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theQueryAdmits(Client client) throws Exception {
    String url = url("/CAR%20100%25?username=quix&api_key=pass:word");
    try (Program subscriber = client.connect(page, url)) {
      assertReceives(subscriber);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoMayNotEnterIsToldByACloseFrame(Client client) throws Exception {
    try (Program subscriber = client.connect(page, url("/CAR"))) {
      assertThat(subscriber.line()).startsWith("open");
      assertThat(subscriber.line()).isEqualTo("closed 1008 Unauthorized");
    }
  }

  /** A {@code %} that was not escaped, which browsers and most libraries send as it is. */
  @Test
  void aPathThatIsNotEscapedIsAKey() throws Exception {
    try (Program subscriber = Client.NODE.connectAs("quix:pass:word", url("/100%"))) {
      assertThat(subscriber.line()).startsWith("open");
      Producer.LIBRDKAFKA.produce(weir.kafka(), "cars", Message.of("100%", "1"));
      assertThat(subscriber.line()).isEqualTo("text 1");
    }
  }

  private static void assertReceives(Program subscriber) throws Exception {
    assertThat(subscriber.line()).startsWith("open");
    Producer.LIBRDKAFKA.produce(
        weir.kafka(),
        "cars",
        Message.of("CAR", "0"),
        Message.of("CAR 100%", "not JSON"),
        Message.of("CAR 100%", "{\"é\": NaN}"));
    assertThat(subscriber.line()).isEqualTo("text {\"é\": NaN}");
  }
}
