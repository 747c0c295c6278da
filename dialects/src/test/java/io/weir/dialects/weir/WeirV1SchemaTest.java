package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import io.weir.testing.socket.HeapFrameMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented protocol, its examples and what Weir does are the same. */
class WeirV1SchemaTest {
  private static final Path DOCS = Path.of("../docs/protocol");
  private static final Stream TRUCKS = new Stream("trucks", "trucks", Format.JSON, false, true);
  private static final Stream PRICES = new Stream("prices", "prices", Format.JSON, false, true);

  private static final Stream READINGS =
      new Stream("readings", "readings", Format.JSON, false, false);

  private final Commands commands =
      new Commands(
          Map.of("trucks", TRUCKS, "prices", PRICES),
          Map.of("readings", Inlet.of(READINGS, 1 << 20)),
          InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));

  private static Set<ValidationMessage> problems(String definition, String json) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(read(DOCS.resolve("weir.v1.schema.json")), InputFormat.JSON, config)
            .getRefSchema(com.networknt.schema.SchemaLocation.Fragment.of("/$defs/" + definition));
    return schema.validate(json, InputFormat.JSON);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> examples(String folder) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(DOCS.resolve("examples/" + folder))) {
      return files.sorted().toList();
    }
  }

  static List<Path> ofClients() throws IOException {
    return examples("client");
  }

  static List<Path> ofServers() throws IOException {
    return examples("server");
  }

  static List<Path> refused() throws IOException {
    return examples("refused");
  }

  @ParameterizedTest
  @MethodSource("ofClients")
  void readsWhatClientsMaySend(Path example) {
    assertThat(problems("client", read(example))).isEmpty();
    assertThat(commands.parse(read(example))).isNotInstanceOf(Command.Refused.class);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatClientsMayNotSend(Path example) {
    assertThat(problems("client", read(example))).isNotEmpty();
    assertThat(commands.parse(read(example))).isInstanceOf(Command.Refused.class);
  }

  @ParameterizedTest
  @MethodSource("ofServers")
  void describesWhatItSends(Path example) {
    assertThat(problems("server", read(example))).isEmpty();
    assertThat(problems("client", read(example))).isNotEmpty();
  }

  @Test
  void takesNoMessageForAnother() {
    String gap = "{\"gap\":{\"stream\":\"trucks\",\"partition\":0,\"from\":17,\"to\":19}}";
    String two = "{\"cursor\":\"AAAAAAAAAAAAAAAAAAAA\",\"hello\":{\"limits\":{}}}";
    String values =
        read(DOCS.resolve("examples/server/record.json")).replace("}", ",\"valueText\":\"\"}");
    for (String wrong : List.of(gap, two, values, "{}", "[]", "{\"ack\":{}}")) {
      assertThat(problems("server", wrong)).as(wrong).isNotEmpty();
    }
  }

  @Test
  void describesTheRecordFramesThatWeirMakes() {
    byte[] bytes = {(byte) 0xFF, 0};
    byte[] text = "a".getBytes(StandardCharsets.UTF_8);
    byte[] json = "{\"a\":[1.5]}".getBytes(StandardCharsets.UTF_8);
    List<Header> headers =
        List.of(new Header("a", text), new Header("", bytes), new Header("a", null));

    assertThat(problems("server", frame(text, json, 1, headers))).isEmpty();
    assertThat(problems("server", frame(null, text, -1, List.of()))).isEmpty();
    assertThat(problems("server", frame(bytes, bytes, 0, headers))).isEmpty();
    assertThat(problems("server", frame(text, null, 1_795_176_000_123L, headers))).isEmpty();
  }

  private static String frame(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers) {
    LogRecord record = new LogRecord(0, 17, 3, timestamp, key, value, headers);
    Cursor begin = new Cursor(TopicId.of("trucks", 1, 2), Positions.of(17));
    byte[] payload =
        new FrameEncoder(TRUCKS, new HeapFrameMemory())
            .payloads(FrameKind.RECORD, List.of(record), begin)
            .bytes()[0];
    return new String(Objects.requireNonNull(payload), StandardCharsets.UTF_8);
  }

  @Test
  void describesTheErrorsThatWeirTells() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(problems("server", ErrorJson.control(new Refusal(code, "why")))).isEmpty();
    }
  }
}
