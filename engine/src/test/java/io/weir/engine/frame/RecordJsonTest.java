package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordJsonTest {
  private static final byte[] NOT_UTF8 = {(byte) 0xFF, 0};

  @Test
  void hasEveryFieldInOrder() {
    LogRecord record =
        new LogRecord(
            3, 17, 0, 1_795_176_000_123L, utf8("truck-001"), utf8("{\"a\":1}"), List.of());

    assertThat(json(Format.JSON, record))
        .isEqualTo(
            "{\"stream\":\"trucks\",\"key\":\"truck-001\",\"value\":{\"a\":1},\"headers\":[],"
                + "\"timestamp\":\"2026-11-20T12:00:00.123Z\",\"partition\":3,\"offset\":17}");
  }

  @Test
  void keepsHeadersOfTheSameNameInOrder() {
    List<Header> headers =
        List.of(
            new Header("a", utf8("1")),
            new Header("b", null),
            new Header("a", utf8("\"ä\"")),
            new Header("", NOT_UTF8));

    assertThat(json(Format.JSON, new LogRecord(0, 0, 0, 0, null, null, headers)))
        .contains(
            "\"headers\":[[\"a\",\"1\"],[\"b\",null],[\"a\",\"\\\"ä\\\"\"],"
                + "[\"\",{\"base64\":\"/wA=\"}]]");
  }

  @Test
  void saysWhichKeysAreNotUtf8() {
    assertThat(json(Format.JSON, new LogRecord(0, 0, 0, 0, NOT_UTF8, null, List.of())))
        .contains("\"key\":{\"base64\":\"/wA=\"},\"value\":null");
  }

  @Test
  void tellsNoKeyFromAnEmptyOne() {
    assertThat(json(Format.JSON, value("1"))).contains("\"key\":null");
    assertThat(json(Format.JSON, new LogRecord(0, 0, 0, 0, new byte[0], null, List.of())))
        .contains("\"key\":\"\"");
  }

  @Test
  void hasNoTimestampWhereTheLogHasNone() {
    LogRecord record = new LogRecord(0, 0, 0, -1, null, null, List.of());
    assertThat(json(Format.JSON, record)).contains("\"timestamp\":null");
  }

  @Test
  void writesTheBeginningOfTimeWithMilliseconds() {
    assertThat(json(Format.JSON, value("1")))
        .contains("\"timestamp\":\"1970-01-01T00:00:00.000Z\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"n\":1.10000000000000000000000000000000000001e-400}",
        "123456789012345678901234567890",
        " {\"b\" :\n1,\t\"a\": [ ] } ",
        "\"text with \\u00e4 and ä\"",
        "null",
        "true",
        "-0",
        "{\"twice\":1,\"twice\":2}"
      })
  void keepsJsonAsItIs(String value) {
    assertThat(json(Format.JSON, value(value))).contains("\"value\":" + value + ",\"headers\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "{}}", "{} {}", "nul", "'a'", "01", "{a:1}", "[1,]", "NaN", "\"\t\"",
        "// c\n1"
      })
  void writesTextThatIsNotJsonAsText(String value) {
    assertThat(json(Format.JSON, value(value))).contains("\"valueText\":\"");
  }

  @Test
  void writesAByteOrderMarkAsText() {
    String json = json(Format.JSON, value("\uFEFF{\"a\":1}"));
    assertThat(json).contains("\"valueText\":\"\uFEFF{");
  }

  @Test
  void takesNothingForUtf16() {
    assertThat(json(Format.JSON, value("\0001"))).contains("\"valueText\":\"\\u00001\"");
    assertThat(json(Format.JSON, value("1\000"))).contains("\"valueText\":\"1\\u0000\"");
    assertThat(json(Format.JSON, value("\000\000\0001"))).contains("\"valueText\"");
  }

  @Test
  void writesNestingThatNoParserTakesAsText() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(json(Format.JSON, value(deep))).contains("\"valueText\":\"[[[");
    assertThat(json(Format.JSON, value("[".repeat(100_000)))).contains("\"valueText\":\"[[[");
  }

  @Test
  void writesBytesAsBase64() {
    LogRecord record = new LogRecord(0, 0, 0, 0, null, NOT_UTF8, List.of());
    assertThat(json(Format.JSON, record)).contains("\"valueBase64\":\"/wA=\"");
    assertThat(json(Format.TEXT, record)).contains("\"valueBase64\":\"/wA=\"");
  }

  @Test
  void readsValuesAsTheFormatSays() {
    assertThat(json(Format.TEXT, value("{\"a\":1}"))).contains("\"valueText\":\"{\\\"a\\\":1}\"");
    assertThat(json(Format.BYTES, value("{}"))).contains("\"valueBase64\":\"e30=\"");
    assertThat(json(Format.BYTES, value(""))).contains("\"valueBase64\":\"\"");
  }

  @Test
  void carriesNothingOverFromOneRecordToTheNext() {
    RecordJson encoder = encoder(Format.JSON);
    String first = new String(encoder.encode(value("1"), null), StandardCharsets.UTF_8);
    encoder.encode(value("[".repeat(100)), null);
    assertThat(new String(encoder.encode(value("1"), null), StandardCharsets.UTF_8))
        .isEqualTo(first);
  }

  private static RecordJson encoder(Format format) {
    return new RecordJson(new Stream("trucks", "topic", format, false, true));
  }

  private static String json(Format format, LogRecord record) {
    return new String(encoder(format).encode(record, null), StandardCharsets.UTF_8);
  }

  private static LogRecord value(String value) {
    return new LogRecord(0, 0, 0, 0, null, utf8(value), List.of());
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
