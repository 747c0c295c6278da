package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the Quix WebSocket Destination, on a listener beside a native one. */
@Timeout(120)
final class QuixIT {
  private static final String SETTINGS =
      """
      kafka: {address: "127.0.0.1:0"}
      listeners:
        - {name: public, address: "127.0.0.1:0"}
        - {name: quix, address: "127.0.0.1:0", dialect: quix, stream: temperature}
      streams:
        temperature: {create: true}
      access:
        basic: {user: quix, password: "pass:word"}
      admin: {address: "127.0.0.1:0"}
      """;

  @TempDir private static Path folder;
  private static WeirProcess weir;
  private static String listener;

  @BeforeAll
  static void start() throws Exception {
    Path file = Files.writeString(folder.resolve("quix.yaml"), SETTINGS);
    weir = WeirProcess.run(folder, "start", "-c", file.toString(), "--ready-file", "ready.json");
    listener = weir.listener("quix");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  private static Subscriber open(String target, String pair) throws Exception {
    return open(listener, target, pair);
  }

  private static Subscriber open(String address, String target, String pair) throws Exception {
    String token = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    return Subscriber.open(
        URI.create("ws://" + address + target), "Authorization", "Basic " + token);
  }

  @Test
  void thePathIsTheKey() throws Exception {
    Subscriber one = open("/DATA%20001", "quix:pass:word");
    Subscriber all = open("/*", "quix:pass:word");
    Subscriber browser = Subscriber.open(listener, "/DATA2?username=quix&api_key=pass:word");
    try (Topic temperature = new Topic(weir.kafka(), "temperature")) {
      temperature.put("DATA 001", "{\"t\": 20.50}");
      temperature.put("DATA 001", "not json");
      temperature.put(null, "NaN");
      temperature.put("DATA2", null);
      temperature.put("DATA2", "2");
      temperature.put("DATA 001", "1");
    }
    assertThat(one.next(2)).containsExactly("{\"t\": 20.50}", "1");
    assertThat(all.next(4)).containsExactlyInAnyOrder("{\"t\": 20.50}", "NaN", "2", "1");
    assertThat(browser.next()).isEqualTo("2");
    assertThat(Http.metric(weir.admin(), "weir_records_skipped_total{stream=\"temperature\"}"))
        .isEqualTo(2);
  }

  @Test
  void whoMayNotEnterIsToldByACloseFrame() throws Exception {
    Subscriber.Close unauthorized = new Subscriber.Close(1008, "Unauthorized");
    assertThat(open("/DATA1", "quix:wrong").close()).isEqualTo(unauthorized);
    assertThat(Subscriber.open(listener, "/DATA1").close()).isEqualTo(unauthorized);
    assertThat(Http.get(listener, "/DATA1").status()).isEqualTo(401);
    assertThat(
            Http.metric(
                weir.admin(), "weir_refusals_total{code=\"unauthenticated\",listener=\"quix\"}"))
        .isGreaterThanOrEqualTo(2);
  }

  /** As Quix's connector is started: by variables alone, here with some of them in {@code .env}. */
  @Test
  void startsWithoutAFile() throws Exception {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.writeString(alone.resolve(".env"), "input=ignored\nWS_PASSWORD='co:lon # 1'\n");
    Map<String, String> variables =
        Map.of("input", "humidity", "WS_USERNAME", "me", "Quix__Broker__Address", weir.kafka());
    List<String> start =
        List.of(
            "start",
            "--listen",
            "127.0.0.1:0",
            "--admin",
            "127.0.0.1:0",
            "--ready-file",
            "ready.json");
    try (WeirProcess quix = WeirProcess.run(alone, variables, start);
        Topic humidity = new Topic(weir.kafka(), "humidity")) {
      Subscriber sensor = open(quix.listener("quix"), "/SENSOR1", "me:co:lon # 1");
      humidity.put("SENSOR1", "{\"percent\": 40.0}");
      assertThat(sensor.next()).isEqualTo("{\"percent\": 40.0}");
      assertThat(open(quix.listener("quix"), "/SENSOR1", "me:other").close())
          .isEqualTo(new Subscriber.Close(1008, "Unauthorized"));
    }
    try (WeirProcess check = WeirProcess.run(alone, variables, List.of("check"))) {
      assertThat(check.status()).isZero();
      assertThat(check.out()).contains("no problems", "Kafka: " + weir.kafka());
    }
  }

  @Test
  void guessesNothingThatIsNotSet() throws Exception {
    Path bare = folder.resolve("bare");
    Map<String, String> variables = Map.of("input", "humidity", "Quix__Sdk__Token", "sdk-secret");
    for (String command : List.of("start", "check")) {
      try (WeirProcess quix = WeirProcess.run(bare, variables, List.of(command))) {
        assertThat(quix.status()).isEqualTo(2);
        assertThat(quix.err().lines())
            .hasSize(4)
            .anyMatch(line -> line.startsWith("Quix__Sdk__Token: "))
            .anyMatch(line -> line.startsWith("Quix__Broker__Address: "))
            .anyMatch(line -> line.startsWith("WS_USERNAME: "))
            .anyMatch(line -> line.startsWith("WS_PASSWORD: "))
            .noneMatch(line -> line.contains("sdk-secret"));
      }
    }
  }
}
