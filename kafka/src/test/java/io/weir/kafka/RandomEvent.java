package io.weir.kafka;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records that are CloudEvents, in binary or structured mode, and some that are nearly so. */
final class RandomEvent {
  /** Of JSON those that the SDK knows: in lower case, and no {@code application/vnd.acme+json}. */
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json;charset=\"UTF-8\"",
          "application/acme+json",
          "text/json",
          "text/plain",
          "text/plain; charset=iso-8859-1",
          "text/csv; header=present",
          "application/xml",
          "image/svg+xml",
          "application/octet-stream",
          "application/avro");

  private static final List<String> JSON =
      List.of(
          "{}",
          "[]",
          "null",
          "true",
          "-0.5e3",
          "17",
          "\"grüße \\u0001 \\\" \"",
          "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"data\":\"}\",\"weircursor\":1}",
          " [ 1 ,\n2 ] ");

  private static final List<String> TEXTS =
      List.of("", "plain", "<a b=\"c\"/>", "grüße 🚚\n\t\u0000", "{\"cut\":", "1 2");

  private final Random random;

  RandomEvent(Random random) {
    this.random = random;
  }

  LogRecord record() {
    return random.nextInt(3) == 0 ? structured() : binary();
  }

  /** One that is an event no more, or in which something is off. */
  LogRecord damaged() {
    LogRecord record = record();
    List<Header> headers = new ArrayList<>(record.headers());
    for (int i = random.nextInt(3); i >= 0; i--) {
      damage(headers);
    }
    byte[] value = record.value();
    if (value != null && value.length > 0 && random.nextBoolean()) {
      value = value.clone();
      value[random.nextInt(value.length)] = (byte) random.nextInt();
    }
    return record(random.nextBoolean() ? value : null, headers);
  }

  private void damage(List<Header> headers) {
    int at = random.nextInt(headers.size() + 1);
    if (at < headers.size() && random.nextBoolean()) {
      headers.remove(at);
      return;
    }
    List<String> names =
        List.of(
            "ce_",
            "ce_id",
            "ce_Id",
            "ce_time",
            "ce_source",
            "ce_data",
            "ce_data_base64",
            "ce_datacontenttype",
            "ce_specversion",
            "ce_subject",
            "ce_dataschema",
            "ce_ext",
            "content-type",
            "ce_weircursor");
    List<String> values =
        List.of("", "1.0", "0.3", "yesterday", "%zz", "a b", "\u0007", "2026-02-30T00:00:00Z", "ä");
    byte[] bytes = {(byte) 0xFF, (byte) random.nextInt()};
    headers.add(
        at,
        new Header(
            pick(names),
            switch (random.nextInt(5)) {
              case 0 -> null;
              case 1 -> bytes;
              default -> pick(values).getBytes(StandardCharsets.UTF_8);
            }));
  }

  private LogRecord binary() {
    List<Header> headers = new ArrayList<>();
    headers.add(header("ce_specversion", "1.0"));
    headers.add(header("ce_id", text()));
    headers.add(header("ce_source", source()));
    headers.add(header("ce_type", text()));
    if (random.nextBoolean()) {
      headers.add(header("ce_subject", text()));
    }
    if (random.nextBoolean()) {
      headers.add(header("ce_time", time().toString()));
    }
    if (random.nextBoolean()) {
      headers.add(header("ce_dataschema", "https://example.com/" + name()));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.add(header("ce_" + name(), random.nextInt(5) == 0 ? "" : text()));
    }
    if (random.nextBoolean()) {
      headers.add(header("trace", "not of the event"));
    }
    String type = pick(TYPES);
    if (random.nextInt(5) > 0) {
      headers.add(header("content-type", type));
    }
    Collections.shuffle(headers, random);
    return record(value(), headers);
  }

  private LogRecord structured() {
    CloudEventBuilder event =
        CloudEventBuilder.v1().withId(text()).withSource(URI.create(source())).withType(text());
    if (random.nextBoolean()) {
      event.withSubject(text()).withTime(time());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(3)) {
        case 0 -> event.withExtension(name(), text());
        case 1 -> event.withExtension(name(), random.nextBoolean());
        default -> event.withExtension(name(), random.nextInt());
      }
    }
    if (random.nextInt(4) == 0) {
      event.withExtension("weircursor", "of-another-weir");
    }
    boolean json = random.nextBoolean();
    String type = json ? "application/json" : "application/avro";
    String data = json ? pick(JSON) : text();
    CloudEvent whole = event.withData(type, data.getBytes(StandardCharsets.UTF_8)).build();
    String structured = "application/cloudevents+json" + pick(List.of("", "; charset=UTF-8"));
    return record(new JsonFormat().serialize(whole), List.of(header("content-type", structured)));
  }

  private LogRecord record(byte @Nullable [] value, List<Header> headers) {
    byte[] key = random.nextBoolean() ? null : text().getBytes(StandardCharsets.UTF_8);
    return new LogRecord(0, 17 + random.nextInt(9), 3, 1_795_176_000_123L, key, value, headers);
  }

  private byte @Nullable [] value() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return switch (random.nextInt(4)) {
      case 0 -> bytes;
      case 1 -> null;
      case 2 -> pick(TEXTS).getBytes(StandardCharsets.UTF_8);
      default -> pick(JSON).getBytes(StandardCharsets.UTF_8);
    };
  }

  private OffsetDateTime time() {
    Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    return instant.atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1_200) - 600)));
  }

  private String source() {
    return pick(List.of("/a", "https://example.com/a?b=c#d", "urn:a:b", "a", "//host/%20", "/ä"));
  }

  /** Neither empty nor with control characters, which attributes must not have. */
  private String text() {
    return random
        .ints(1 + random.nextInt(12), ' ', '~' + 1)
        .mapToObj(each -> random.nextInt(9) == 0 ? "ü🚚\u2028" : Character.toString(each))
        .collect(Collectors.joining());
  }

  /** Of an extension, so of none of the attributes that events have. */
  private String name() {
    return IntStream.range(0, 1 + random.nextInt(16))
        .mapToObj(
            i ->
                Character.toString(
                    "abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36))))
        .collect(Collectors.joining("", "x", ""));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
