package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import io.weir.testing.socket.HeapFrameMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Weir's events are what the CloudEvents SDK takes them for, whatever the record. */
final class CloudEventsOracleTest {
  private static final int RECORDS = 1_000;
  private static final String CURSOR = "weircursor";
  private static final Cursor BEGIN = new Cursor(TopicId.of("topic", 1, 2), Positions.of(17));
  private static final Stream STREAM = new Stream("events", "topic", Format.JSON, false, true);

  private final FrameEncoder encoder = new FrameEncoder(STREAM, new HeapFrameMemory());
  private final JsonFormat format = new JsonFormat();
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void passesOnTheEventThatTheSdkReadsFromTheRecord() {
    for (long seed = 0; seed < RECORDS; seed++) {
      LogRecord record = new RandomEvent(new Random(seed)).record();
      CloudEvent expected = fromRecord(record);
      CloudEvent actual = format.deserialize(frame(record));

      assertThat(attributes(actual)).as("seed %s", seed).isEqualTo(explicit(expected, actual));
      assertThat(data(actual)).as("seed %s", seed).isEqualTo(data(expected));
      assertThat(actual.getExtension(CURSOR)).as("seed %s", seed).isEqualTo(cursorBehind(record));
    }
  }

  @Test
  void makesAnEventOfAnyRecord() throws IOException {
    for (long seed = 0; seed < RECORDS; seed++) {
      Random random = new Random(seed);
      LogRecord record = new RandomEvent(random).damaged();
      byte[] frame = withKnownType(frame(record));

      assertThatCode(() -> format.deserialize(frame))
          .as("seed %s: %s", seed, new String(frame, StandardCharsets.UTF_8))
          .doesNotThrowAnyException();
    }
  }

  /** The SDK takes fewer types for JSON than the format does (section 3.1.1). */
  private byte[] withKnownType(byte[] frame) throws IOException {
    ObjectNode event = (ObjectNode) mapper.readTree(frame);
    String type = event.path("datacontenttype").asText().toLowerCase(Locale.ROOT);
    if (type.matches("[^;]*[/+]json\\s*(;.*)?")) {
      event.put("datacontenttype", "application/json");
    }
    return mapper.writeValueAsBytes(event);
  }

  private byte[] frame(LogRecord record) {
    byte @Nullable [][] payloads =
        encoder.payloads(FrameKind.CLOUDEVENTS, List.of(record), BEGIN).bytes();
    return Optional.ofNullable(payloads[0]).orElseThrow();
  }

  private static String cursorBehind(LogRecord record) {
    long[] next = {record.offset() + 1};
    int[] epochs = {record.leaderEpoch()};
    return new Cursor(BEGIN.topic(), Positions.of(next, epochs)).toString();
  }

  private static CloudEvent fromRecord(LogRecord record) {
    Headers headers = new RecordHeaders();
    record.headers().forEach(header -> headers.add(header.name(), header.value()));
    return KafkaMessageFactory.createReader(headers, record.value()).toEvent();
  }

  private static Map<String, String> attributes(CloudEvent event) {
    Map<String, String> attributes = new TreeMap<>();
    event.getAttributeNames().forEach(name -> put(attributes, name, event.getAttribute(name)));
    event.getExtensionNames().stream()
        .filter(name -> !name.equals(CURSOR))
        .forEach(name -> put(attributes, name, event.getExtension(name)));
    return attributes;
  }

  /** Data without a type is JSON where it can be (JSON format, section 3.1.1). */
  private static Map<String, String> explicit(CloudEvent event, CloudEvent read) {
    Map<String, String> attributes = attributes(event);
    if (event.getDataContentType() == null && read.getData() instanceof JsonCloudEventData) {
      attributes.put("datacontenttype", "application/json");
    }
    return attributes;
  }

  private static void put(Map<String, String> attributes, String name, @Nullable Object value) {
    if (value != null) {
      attributes.put(name, value.toString());
    }
  }

  /** As JSON where it is some: the digits and blanks of another writer do not count. */
  private Object data(CloudEvent event) {
    CloudEventData data = event.getData();
    byte[] bytes = data == null ? new byte[0] : data.toBytes();
    try {
      return mapper.readTree(bytes);
    } catch (IOException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
