package io.weir.engine.link.in;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.stream.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFormTest {
  private static final long NOW = 1_000;

  @Test
  void keepsAMessageAsItCame() {
    RecordForm form = form(Format.JSON, Split.NONE, new KeyFrom.Nowhere());
    Draft draft = records(form, " {\"a\": 1} ").getFirst();
    assertThat(draft.value()).isEqualTo(utf8(" {\"a\": 1} "));
    assertThat(draft.key()).isNull();
    assertThat(draft.timestampMillis()).isEqualTo(NOW);
  }

  @Test
  void doesNotLookIntoBytes() {
    RecordForm form = form(Format.BYTES, Split.NONE, new KeyFrom.Nowhere());
    byte[] bytes = {0, (byte) 0xFF};
    var outcome = (RecordForm.Records) form.read(false, bytes, List.of(), NOW);
    assertThat(outcome.drafts().getFirst().value()).isSameAs(bytes);
  }

  @ParameterizedTest
  @CsvSource({"JSON", "TEXT"})
  void refusesWhatIsNotUtf8WhereTextIsAskedFor(Format format) {
    RecordForm form = form(format, Split.NONE, new KeyFrom.Nowhere());
    var outcome =
        (RecordForm.Unfit) form.read(false, new byte[] {'"', (byte) 0xFF, '"'}, List.of(), NOW);
    assertThat(outcome.refusal().code()).isEqualTo(ErrorCode.INVALID_RECORD);
    assertThat(outcome.refusal().message()).contains("UTF-8");
  }

  @Test
  void saysWhereJsonIsBroken() {
    RecordForm form = form(Format.JSON, Split.NONE, new KeyFrom.Nowhere());
    assertThat(unfit(form, "{\"a\" 1}").refusal().message()).contains("no JSON").contains("byte 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"d1\"} | d1",
        "{\"id\":17} | 17",
        "{\"x\":{\"id\":1},\"id\":true} | true",
        "{\"id\":\"Z\\u00fcrich\"} | Zürich"
      })
  void takesTheKeyFromTheValue(String json, String key) {
    RecordForm form = form(Format.JSON, Split.NONE, keyAt("/id", true));
    assertThat(records(form, json).getFirst().key()).isEqualTo(utf8(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{\"id\":null}", "{\"id\":{\"a\":1}}", "[1]"})
  void refusesARecordWithoutTheKeyItNeeds(String json) {
    assertThat(unfit(form(Format.JSON, Split.NONE, keyAt("/id", true)), json).refusal().message())
        .isEqualTo("there is no key at /id");
    assertThat(records(form(Format.JSON, Split.NONE, keyAt("/id", false)), json).getFirst().key())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "{\"t\":1700000000123}, 1700000000123",
    "{\"t\":\"2026-11-20T12:00:00.5Z\"}, 1795176000500",
    "{\"t\":\"2026-11-20T13:00:00+01:00\"}, 1795176000000"
  })
  void takesTheTimestampFromTheValue(String json, long millis) {
    assertThat(records(timed(), json).getFirst().timestampMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"{}", "{\"t\":-1}", "{\"t\":\"yesterday\"}", "{\"t\":1.5}"})
  void refusesARecordWithoutItsTimestamp(String json) {
    assertThat(unfit(timed(), json).refusal().message()).startsWith("there is no time at /t");
  }

  @Test
  void splitsLinesOfEitherEnding() {
    RecordForm form = form(Format.JSON, Split.LINES, new KeyFrom.Nowhere());
    assertThat(records(form, "1\n2\r\n\n\r\n3"))
        .extracting(RecordFormTest::text)
        .containsExactly("1", "2", "3");
    assertThat(records(form, "")).isEmpty();
  }

  @Test
  void splitsAnArrayIntoItsElementsAsTheyStand() {
    RecordForm form = form(Format.JSON, Split.JSON_ARRAY, keyAt("/k", true));
    assertThat(records(form, "[{\"k\": 1}, {\"k\":2}]"))
        .extracting(RecordFormTest::text)
        .containsExactly("{\"k\": 1}", "{\"k\":2}");
    assertThat(unfit(form, "{\"k\":1}").refusal().message()).contains("no JSON array");
    assertThat(unfit(form, "[1").refusal().message()).contains("no JSON");
  }

  @Test
  void takesNoMoreRecordsOfOneMessageThanItsBound() {
    RecordForm lines = form(Format.JSON, Split.LINES, new KeyFrom.Nowhere());
    RecordForm array = form(Format.JSON, Split.JSON_ARRAY, new KeyFrom.Nowhere());
    String most = "1\n".repeat(RecordForm.MAX_RECORDS);
    assertThat(records(lines, most)).hasSize(RecordForm.MAX_RECORDS);
    assertThat(unfit(lines, most + "1").refusal().message()).contains("more than 10,000 records");
    String elements = "1,".repeat(RecordForm.MAX_RECORDS);
    assertThat(unfit(array, "[" + elements + "1]").refusal().message())
        .contains("more than 10,000 records");
  }

  @Test
  void writesNothingOfAMessageOfWhichOnePartIsWrong() {
    RecordForm form = form(Format.JSON, Split.LINES, new KeyFrom.Nowhere());
    assertThat(unfit(form, "1\nbroken\n3").refusal().message())
        .startsWith("line 2: this is no JSON")
        .endsWith("nothing is written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"id\":\"a\\\"b\"} | \"a\\\"b\"", "{\"id\":7} | 7", "{\"id\":null} | ", "{} | "})
  void findsWhatTheSenderCallsAMessage(String json, String id) {
    var outcome = (RecordForm.Records) identified().read(true, utf8(json), List.of(), NOW);
    assertThat(outcome.id()).isEqualTo(id);
  }

  @Test
  void refusesAnIdThatIsNoName() {
    assertThat(unfit(identified(), "{\"id\":[1]}").refusal().message())
        .startsWith("the id at /id is neither a string nor a number");
    assertThat(unfit(identified(), "{\"id\":\"" + "x".repeat(65) + "\"}").refusal().message())
        .contains("64");
  }

  @Test
  void refusesATombstoneThatHasNoKey() {
    RecordForm form = form(Format.JSON, Split.NONE, keyAt("/id", true));
    assertThat(form.read(null, List.of(), NOW)).isInstanceOf(RecordForm.Unfit.class);
    assertThat(form.with(null).read(null, List.of(), NOW)).isInstanceOf(RecordForm.Unfit.class);
    var outcome = (RecordForm.Records) form.with(utf8("k")).read(null, List.of(), NOW);
    assertThat(outcome.drafts().getFirst().value()).isNull();
  }

  private static RecordForm form(Format format, Split split, KeyFrom key) {
    return new RecordForm(format, split, key, List.of(), Optional.empty(), Optional.empty());
  }

  private static KeyFrom keyAt(String pointer, boolean required) {
    return new KeyFrom.Value(JsonPointer.parse(pointer), required);
  }

  private static RecordForm timed() {
    return new RecordForm(
        Format.JSON,
        Split.NONE,
        new KeyFrom.Nowhere(),
        List.of(),
        Optional.of(JsonPointer.parse("/t")),
        Optional.empty());
  }

  private static RecordForm identified() {
    return new RecordForm(
        Format.JSON,
        Split.NONE,
        new KeyFrom.Nowhere(),
        List.of(),
        Optional.empty(),
        Optional.of(JsonPointer.parse("/id")));
  }

  private static List<Draft> records(RecordForm form, String message) {
    return ((RecordForm.Records) form.read(true, utf8(message), List.of(), NOW)).drafts();
  }

  private static RecordForm.Unfit unfit(RecordForm form, String message) {
    return (RecordForm.Unfit) form.read(true, utf8(message), List.of(), NOW);
  }

  private static String text(Draft draft) {
    return new String(draft.value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
