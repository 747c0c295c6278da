package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudEventJsonTest {
  private static final byte[] NOT_UTF8 = {(byte) 0xFF, 0};
  private static final List<Header> EVENT =
      List.of(
          header("ce_specversion", "1.0"),
          header("ce_id", "a-1"),
          header("ce_source", "/plant/7"),
          header("ce_type", "com.example.reading"));
  private static final String EVENT_HEAD =
      "{\"specversion\":\"1.0\",\"id\":\"a-1\",\"source\":\"/plant/7\","
          + "\"type\":\"com.example.reading\"";
  private static final String PLAIN_HEAD =
      "{\"specversion\":\"1.0\",\"id\":\"topic-3-17\",\"source\":\"/streams/trucks\","
          + "\"type\":\"dev.weir.record.v1\"";

  @Test
  void makesAnEventOfAPlainRecord() {
    LogRecord record =
        new LogRecord(
            3, 17, 0, 1_795_176_000_123L, utf8("truck-001"), utf8("{\"a\":1.10}"), List.of());

    assertThat(encode(Format.JSON, record, "C"))
        .isEqualTo(
            PLAIN_HEAD
                + ",\"subject\":\"truck-001\",\"time\":\"2026-11-20T12:00:00.123Z\","
                + "\"data\":{\"a\":1.10},\"weircursor\":\"C\"}");
  }

  @Test
  void leavesOutWhatAPlainRecordHasNot() {
    assertThat(encode(Format.JSON, plain(null, null), null)).isEqualTo(PLAIN_HEAD + "}");
    for (byte[] key : List.of(NOT_UTF8, utf8(""), utf8("a\nb"))) {
      assertThat(encode(Format.JSON, plain(key, null), null)).isEqualTo(PLAIN_HEAD + "}");
    }
  }

  @Test
  void readsThePlainValueByTheFormatOfTheStream() {
    String text = ",\"datacontenttype\":\"text/plain\",\"data\":\"{\\\"a\\\":1}\"}";
    String bytes = ",\"datacontenttype\":\"application/octet-stream\",\"data_base64\":";
    LogRecord json = plain(null, utf8("{\"a\":1}"));

    assertThat(encode(Format.JSON, json, null)).isEqualTo(PLAIN_HEAD + ",\"data\":{\"a\":1}}");
    assertThat(encode(Format.TEXT, json, null)).isEqualTo(PLAIN_HEAD + text);
    assertThat(encode(Format.BYTES, json, null))
        .isEqualTo(PLAIN_HEAD + bytes + "\"eyJhIjoxfQ==\"}");
    assertThat(encode(Format.JSON, plain(null, utf8("")), null))
        .isEqualTo(PLAIN_HEAD + ",\"datacontenttype\":\"text/plain\",\"data\":\"\"}");
    assertThat(encode(Format.TEXT, plain(null, NOT_UTF8), null))
        .isEqualTo(PLAIN_HEAD + bytes + "\"/wA=\"}");
  }

  @Test
  void keepsTheAttributesOfAnEventInBinaryMode() {
    LogRecord record =
        event(
            utf8("1"),
            header("trace", "not of the event"),
            header("ce_subject", "s\"1"),
            header("ce_time", "2026-11-20T13:00:00.5+01:00"),
            header("ce_weircursor", "of another Weir"),
            header("ce_tenant", ""),
            header("ce_subject", "the last counts"));

    assertThat(encode(Format.BYTES, record, "C"))
        .isEqualTo(
            EVENT_HEAD
                + ",\"subject\":\"the last counts\",\"time\":\"2026-11-20T13:00:00.5+01:00\","
                + "\"tenant\":\"\",\"data\":1,\"weircursor\":\"C\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                  | {\"a\": 1}  | \"data\":{\"a\": 1}",
        "APPLICATION/JSON;charset=\"UTF-8\" | [1]        | \"data\":[1]",
        "application/vnd.acme+json         | null       | \"data\":null",
        "application/json                  | {\"a\":     | \"data_base64\":\"eyJhIjo=\"",
        "application/json;charset=utf-16   | [1]        | \"data_base64\":\"WzFd\"",
        "text/json                         | a          | \"data_base64\":\"YQ==\"",
        "text/plain                        | [1]        | \"data\":\"[1]\"",
        "text/html; charset=us-ascii       | <a>        | \"data\":\"<a>\"",
        "image/svg+xml                     | <a/>       | \"data\":\"<a/>\"",
        "text/plain; charset=iso-8859-1    | a          | \"data_base64\":\"YQ==\"",
        "application/avro                  | [1]        | \"data_base64\":\"WzFd\"",
        "json                              | [1]        | \"data_base64\":\"WzFd\"",
      })
  void writesTheDataByItsType(String type, String value, String data) {
    assertThat(encode(Format.TEXT, event(utf8(value), header("content-type", type)), null))
        .isEqualTo(
            EVENT_HEAD
                + ",\"datacontenttype\":\""
                + type.replace("\"", "\\\"")
                + "\","
                + data
                + "}");
  }

  @Test
  void takesDataWithoutATypeForJsonOrBytes() {
    assertThat(encode(Format.TEXT, event(utf8("[1]")), null))
        .isEqualTo(EVENT_HEAD + ",\"data\":[1]}");
    assertThat(encode(Format.TEXT, event(utf8("a")), null))
        .isEqualTo(EVENT_HEAD + ",\"data_base64\":\"YQ==\"}");
    assertThat(encode(Format.TEXT, event(null), null)).isEqualTo(EVENT_HEAD + "}");
  }

  @Test
  void neverTakesBytesForText() {
    assertThat(encode(Format.TEXT, event(NOT_UTF8, header("content-type", "text/plain")), null))
        .endsWith(",\"data_base64\":\"/wA=\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "ce_id, ''",
    "ce_type, ''",
    "ce_source, ''",
    "ce_source, 'a b'",
    "ce_source, '%zz'",
    "ce_dataschema, ''",
    "ce_specversion, 0.3",
    "ce_subject, ''",
    "ce_time, yesterday",
    "ce_time, 2026-02-30T00:00:00Z",
    "ce_tenant, 'a\tb'",
    "ce_Tenant, a",
    "ce_te-nant, a",
    "ce_, a",
    "ce_data, a",
    "ce_data_base64, YQ==",
    "ce_datacontenttype, text/plain",
    "content-type, ''",
  })
  void takesAnEventWithAFaultForAPlainRecord(String name, String value) {
    assertThat(encode(Format.JSON, event(utf8("1"), header(name, value)), null))
        .isEqualTo(PLAIN_HEAD + ",\"data\":1}");
  }

  @Test
  void takesHeadersThatAreNoTextForAFault() {
    for (Header header : List.of(new Header("ce_a", null), new Header("ce_a", NOT_UTF8))) {
      assertThat(encode(Format.JSON, event(utf8("1"), header), null)).startsWith(PLAIN_HEAD);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void takesAnEventThatLacksARequiredAttributeForAPlainRecord(int missing) {
    List<Header> headers = new ArrayList<>(EVENT);
    headers.remove(missing);
    LogRecord record = new LogRecord(3, 17, 0, -1, null, utf8("1"), headers);

    assertThat(encode(Format.JSON, record, null)).isEqualTo(PLAIN_HEAD + ",\"data\":1}");
  }

  @Test
  void passesOnAnEventInStructuredMode() {
    String event = EVENT_HEAD + " , \"data\" : 1.10 } ";
    LogRecord record = structured("application/cloudevents+json; charset=UTF-8", event);

    assertThat(encode(Format.BYTES, record, "C"))
        .isEqualTo(EVENT_HEAD + " , \"data\" : 1.10 ,\"weircursor\":\"C\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents",
        "application/cloudevents+avro",
        "application/cloudevents-batch+json",
        "application/cloudevents+json;charset=utf-16"
      })
  void takesAnEventInAnotherFormatForAPlainRecord(String type) {
    assertThat(encode(Format.JSON, structured(type, EVENT_HEAD + "}"), null))
        .isEqualTo(PLAIN_HEAD + ",\"data\":" + EVENT_HEAD + "}}");
  }

  @Test
  void takesAStructuredEventWithAFaultForAPlainRecord() {
    assertThat(encode(Format.JSON, structured("application/cloudevents+json", "{}"), null))
        .isEqualTo(PLAIN_HEAD + ",\"data\":{}}");
    LogRecord tombstone =
        new LogRecord(
            3, 17, 0, -1, null, null, List.of(header("content-type", "application/cloudevents")));
    assertThat(encode(Format.JSON, tombstone, null)).isEqualTo(PLAIN_HEAD + "}");
  }

  private static LogRecord structured(String type, String value) {
    return new LogRecord(3, 17, 0, -1, null, utf8(value), List.of(header("content-type", type)));
  }

  private static LogRecord event(byte @Nullable [] value, Header... more) {
    List<Header> headers = new ArrayList<>(EVENT);
    headers.addAll(List.of(more));
    return new LogRecord(3, 17, 0, -1, null, value, headers);
  }

  private static LogRecord plain(byte @Nullable [] key, byte @Nullable [] value) {
    return new LogRecord(3, 17, 0, -1, key, value, List.of());
  }

  private static Header header(String name, String value) {
    return new Header(name, utf8(value));
  }

  private static String encode(Format format, LogRecord record, @Nullable String cursor) {
    Stream stream = new Stream("trucks", "topic", format, false, true);
    return new String(new CloudEventJson(stream).encode(record, cursor), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
