package io.weir.systemtests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.systemtests.interop.Producer.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From Kafka producers that are not ours, through Weir, to WebSocket clients that are not ours. */
@Tag("interop")
@Timeout(120)
final class ThirdPartiesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<List<String>> HEADERS =
      List.of(List.of("trace", "a1"), List.of("trace", "b2"));

  /** Is worth compressing. */
  private static final String LONG =
      IntStream.range(0, 2_000).mapToObj(i -> "Zürich " + i).collect(Collectors.joining(" → "));

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

  static Stream<Arguments> pairs() {
    return Stream.of(Client.values())
        .flatMap(
            client -> Stream.of(Producer.values()).map(producer -> Arguments.of(client, producer)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void recordsOfTheKeyArriveWhole(Client client, Producer producer) throws Exception {
    try (Program subscriber = scene.connect(client, "/streams/trucks?key=truck-1&frame=record")) {
      assertThat(subscriber.line()).startsWith("open");
      scene.produce(
          producer,
          Message.of("truck-2", "{\"not\": \"asked for\"}"),
          new Message("truck-1", "{\"road\":\"Zürich → Ulm\"}".getBytes(UTF_8), HEADERS),
          new Message("truck-1", null, List.of()));
      assertRecord(
          subscriber.line(),
          """
          {"stream": "trucks", "key": "truck-1", "value": {"road": "Zürich → Ulm"},
           "headers": [["trace", "a1"], ["trace", "b2"]], "partition": 0}
          """);
      assertRecord(
          subscriber.line(),
          """
          {"stream": "trucks", "key": "truck-1", "value": null, "headers": [], "partition": 0}
          """);
    }
  }

  static Stream<Arguments> wires() {
    return Stream.of(Client.values())
        .flatMap(client -> Stream.of("ws", "wss").map(scheme -> Arguments.of(client, scheme)));
  }

  @ParameterizedTest
  @MethodSource("wires")
  void valuesArriveUntouched(Client client, String scheme) throws Exception {
    String url = scene.url(scheme, "/streams/trucks?key=truck-*");
    try (Program subscriber = client.connect(scene.page(), url)) {
      assertThat(subscriber.line()).isEqualTo(("open " + client.extension()).strip());
      scene.produce(
          Producer.LIBRDKAFKA,
          Message.of("truck-1", "Zürich → Ulm"),
          Message.of("car-1", "not asked for"),
          new Message("truck-2", new byte[] {0, (byte) 0xff, 0x7f}, List.of()),
          Message.of("truck-1", LONG),
          new Message("truck-1", null, List.of()));
      assertThat(subscriber.line()).isEqualTo("text Zürich → Ulm");
      assertThat(subscriber.line()).isEqualTo("binary 00ff7f");
      assertThat(subscriber.line()).isEqualTo("text " + LONG);
      assertThat(subscriber.line()).isEqualTo("text");
    }
  }

  private static void assertRecord(String line, String expected) throws Exception {
    assertThat(line).startsWith("text {");
    ObjectNode record = (ObjectNode) JSON.readTree(line.substring("text ".length()));
    assertThat(Duration.between(Instant.parse(record.path("timestamp").asText()), Instant.now()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(record.path("offset").isIntegralNumber()).isTrue();
    assertThat(record.path("cursor").asText()).hasSizeBetween(1, 56);
    record.remove(List.of("timestamp", "offset", "cursor"));
    assertThat(record).isEqualTo(JSON.readTree(expected));
  }
}
