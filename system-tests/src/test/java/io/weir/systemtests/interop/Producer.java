package io.weir.systemtests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Kafka producer that is not Apache's. */
enum Producer {
  /** librdkafka, by way of Python's confluent-kafka. */
  LIBRDKAFKA,
  /** kafkajs, in Node. */
  KAFKAJS;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What it is to produce.
   *
   * @param value null for a tombstone
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Message(String key, byte @Nullable [] value, List<List<String>> headers) {
    static Message of(String key, String value) {
      return new Message(key, value.getBytes(UTF_8), List.of());
    }

    private String line() {
      try {
        Map<String, @Nullable Object> line = new HashMap<>(Map.of("key", key, "headers", headers));
        line.put("value", value == null ? null : Base64.getEncoder().encodeToString(value));
        return JSON.writeValueAsString(line) + "\n";
      } catch (IOException wrong) {
        throw new AssertionError(wrong);
      }
    }
  }

  /** Produces them in order; returns once Kafka has them. */
  void produce(String kafka, String topic, Message... messages) throws Exception {
    List<String> command =
        switch (this) {
          case LIBRDKAFKA -> List.of(Tools.python(), Tools.script("produce.py"), kafka, topic);
          case KAFKAJS -> List.of(Tools.node(), Tools.script("produce.js"), kafka, topic);
        };
    try (Program program = Program.start(command)) {
      program.finish(List.of(messages).stream().map(Message::line).collect(Collectors.joining()));
    }
  }
}
