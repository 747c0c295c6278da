package io.weir.cli.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.connection.Message;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrinterTest {
  private static final String RECORD =
      """
      {"stream": "t", "key": "k", "value": {"b": [1.50, true, {}, []],
        "a": "x\\ny"}, "headers": [], "timestamp": "2026-11-20T12:00:00.123Z", "partition": 0, "offset": 17}\
      """;

  @Test
  void valueIsPrintedAsItIs() {
    assertThat(print(new ValuePrinter(Frame.VALUE), " {\"a\" : 1} ")).isEqualTo(" {\"a\" : 1} \n");
    assertThat(print(new ValuePrinter(Frame.VALUE), "")).isEqualTo("\n");
  }

  @Test
  void binaryValueIsPrintedAsItsBytes() {
    Message message = new Message.Binary(new byte[] {0, (byte) 0xff});
    assertThat(new ValuePrinter(Frame.VALUE).print(message))
        .isInstanceOfSatisfying(
            Printer.Line.class, it -> assertThat(it.bytes()).containsExactly(0, 0xff, '\n'));
  }

  @Test
  void controlFramesAreNeverValues() {
    String hello = "\u001e{\"hello\":{\"stream\":\"t\",\"cursor\":\"c1\"}}";
    Printer values = new ValuePrinter(Frame.VALUE);
    assertThat(values.print(new Message.Text(hello))).isEqualTo(new Printer.Greeting("c1"));
    assertThat(values.print(new Message.Text("\u001e{\"cursor\":\"c2\"}")))
        .isEqualTo(new Printer.Nothing("c2"));
    assertThat(values.print(new Message.Text("\u001enot JSON")))
        .isEqualTo(new Printer.Nothing(null));
    assertThat(RecordPrinter.json(Frame.VALUE, false).print(new Message.Text(hello)))
        .isEqualTo(new Printer.Greeting("c1"));
  }

  @Test
  void anotherServersRecordSeparatorIsAValue() {
    assertThat(print(new ValuePrinter(Frame.FOREIGN), "\u001e{}")).isEqualTo("\u001e{}\n");
  }

  @Test
  void gapsAndErrorsAreNotices() {
    String gap =
        "{\"gap\":{\"stream\":\"t\",\"partition\":1,\"from\":5,\"to\":9,\"reason\":\"retention\"}}";
    String error = "{\"error\":{\"code\":\"too-large\",\"message\":\"no\"}}";
    String said = "gap in t: offsets 5 to 9 of partition 1 are missing (retention)";
    Printer.Notice notice = new Printer.Notice(said, null, null);
    assertThat(new ValuePrinter(Frame.VALUE).print(new Message.Text('\u001e' + gap)))
        .isEqualTo(notice);
    assertThat(RecordPrinter.pretty(Frame.RECORD, false).print(new Message.Text(gap)))
        .isEqualTo(notice);
    assertThat(RecordPrinter.json(Frame.RECORD, false).print(new Message.Text(error)))
        .isEqualTo(new Printer.Notice("error from the server: too-large, no", null, null));
  }

  @Test
  void inJsonGapsStandAmongTheRecords() {
    String gap =
        "{\"gap\":{\"stream\":\"t\",\"partition\":1,\"from\":5,\"to\":9,\"reason\":\"retention\"}}";
    assertThat(RecordPrinter.json(Frame.RECORD, false).print(new Message.Text(gap)))
        .isInstanceOfSatisfying(
            Printer.Notice.class,
            it -> assertThat(text(Objects.requireNonNull(it.line()))).isEqualTo(gap + "\n"));
  }

  @Test
  void aRecordTellsTheCursorBehindIt() {
    String record = "{\"stream\":\"t\",\"key\":\"k\",\"value\":1,\"cursor\":\"c1\"}";
    for (Output output : Output.values()) {
      assertThat(cursor(output.printer(Frame.RECORD, false), record)).isEqualTo("c1");
    }
    String event = "{\"specversion\":\"1.0\",\"type\":\"x\",\"data\":1,\"weircursor\":\"c2\"}";
    for (Output output : Output.values()) {
      assertThat(cursor(output.printer(Frame.CLOUDEVENTS, false), event)).isEqualTo("c2");
    }
  }

  private static @Nullable String cursor(Printer printer, String message) {
    return ((Printer.Line) printer.print(new Message.Text(message))).cursor();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "{\"stream\":\"t\",\"value\": {\"a\" : 1.50, \"a\":[ ]},\"cursor\":\"c\"}; {\"a\" : 1.50,"
            + " \"a\":[ ]}",
        "{\"stream\":\"t\",\"value\":-12.0e1,\"cursor\":\"c\"}; -12.0e1",
        "{\"stream\":\"t\",\"value\":\"a\\u00fcb\"}; \"a\\u00fcb\"",
        "{\"stream\":\"t\",\"value\":null}; ||",
        "{\"stream\":\"t\",\"valueText\":\"a\\tb\"}; |a\tb|",
        "{\"stream\":\"t\",\"valueBase64\":\"b2s=\"}; ok",
        "{\"specversion\":\"1.0\",\"type\":\"x\",\"data\":{\"a\": 1}}; {\"a\": 1}",
        "{\"specversion\":\"1.0\",\"type\":\"x\",\"data\":\"a\"}; \"a\"",
        "{\"specversion\":\"1.0\",\"type\":\"x\",\"datacontenttype\":\"text/plain\",\"data\":\"a\"};"
            + " a",
        "{\"specversion\":\"1.0\",\"type\":\"x\",\"data_base64\":\"b2s=\"}; ok",
        "{\"specversion\":\"1.0\",\"type\":\"x\"}; ||",
        "{\"of\": \"another server\"}; {\"of\": \"another server\"}",
        "no JSON; no JSON"
      })
  void valuesAreCutOutOfRecordsAndEventsAsTheyAre(String frame, String value) {
    Frame kind = frame.contains("specversion") ? Frame.CLOUDEVENTS : Frame.RECORD;
    assertThat(print(new WrappedValuePrinter(kind), frame)).isEqualTo(value + "\n");
  }

  @Test
  void aLongValueIsCutOutWhole() {
    String value = "[\"" + "ü🚚".repeat(100_000) + "\", 1 ]";
    String record =
        "{\"stream\":\"" + "t".repeat(10_000) + "\",\"value\":" + value + ",\"cursor\":\"c\"}";
    assertThat(print(new WrappedValuePrinter(Frame.RECORD), record)).isEqualTo(value + "\n");
  }

  @Test
  void gapsAreToldByEventsToo() {
    String gap =
        "{\"specversion\":\"1.0\",\"source\":\"/streams/my%20t\",\"type\":\"dev.weir.gap.v1\","
            + "\"data\":{\"partition\":1,\"from\":5,\"to\":9,\"reason\":\"slow\"},\"weircursor\":\"c\"}";
    String said = "gap in my t: offsets 5 to 9 of partition 1 are missing (slow)";
    for (Printer printer :
        List.of(
            new WrappedValuePrinter(Frame.CLOUDEVENTS),
            RecordPrinter.pretty(Frame.CLOUDEVENTS, false))) {
      assertThat(printer.print(new Message.Text(gap)))
          .isEqualTo(new Printer.Notice(said, null, "c"));
    }
  }

  @Test
  void anEventIsLaidOutAsARecord() {
    String event =
        "{\"specversion\":\"1.0\",\"type\":\"x\",\"subject\":\"k\",\"time\":\"T\",\"data\":{\"a\":1}}";
    assertThat(print(RecordPrinter.json(Frame.CLOUDEVENTS, false), event)).isEqualTo(event + "\n");
    assertThat(print(RecordPrinter.table(Frame.CLOUDEVENTS, false), event))
        .isEqualTo("key  a\nk    1\n");
    assertThat(print(RecordPrinter.pretty(Frame.CLOUDEVENTS, false), event))
        .isEqualTo("k  T\n{\n  \"a\": 1\n}\n");
  }

  @Test
  void jsonIsCompactAndKeepsEveryValue() {
    assertThat(print(RecordPrinter.json(Frame.RECORD, false), RECORD))
        .isEqualTo(
            "{\"stream\":\"t\",\"key\":\"k\",\"value\":{\"b\":[1.50,true,{},[]],\"a\":\"x\\n"
                + "y\"},\"headers\":[],\"timestamp\":\"2026-11-20T12:00:00.123Z\",\"partition\":0,\"offset\":17}\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "{\"hello\": 1},                {\"value\":{\"hello\":1}}",
        "12345678901234567890.10,       {\"value\":12345678901234567890.10}",
        "null,                          {\"value\":null}",
        "1 2,                           {\"valueText\":\"1 2\"}",
        "hi,                            {\"valueText\":\"hi\"}",
        "||,                            {\"valueText\":\"\"}"
      })
  void anotherServersMessagesAreWrapped(String message, String line) {
    assertThat(print(RecordPrinter.json(Frame.FOREIGN, false), message)).isEqualTo(line + "\n");
  }

  @Test
  void aNativeServerThatSendsNoRecordsIsWrapped() {
    assertThat(print(RecordPrinter.json(Frame.RECORD, false), "{\"value\":1}"))
        .isEqualTo("{\"value\":{\"value\":1}}\n");
  }

  @Test
  void binaryIsBase64InJsonAndPretty() {
    Message message = new Message.Binary(new byte[] {0, (byte) 0xff});
    assertThat(text(RecordPrinter.json(Frame.FOREIGN, false).print(message)))
        .isEqualTo("{\"valueBase64\":\"AP8=\"}\n");
    assertThat(text(RecordPrinter.pretty(Frame.FOREIGN, false).print(message))).isEqualTo("AP8=\n");
  }

  @Test
  void prettyShowsKeyTimeAndTheValueIndented() {
    assertThat(print(RecordPrinter.pretty(Frame.RECORD, false), RECORD))
        .isEqualTo(
            """
            k  2026-11-20T12:00:00.123Z
            {
              "b": [
                1.50,
                true,
                {},
                []
              ],
              "a": "x\\ny"
            }
            """);
  }

  @Test
  void prettyIsSafeForATerminal() {
    String evil =
        "{\"stream\":\"t\",\"key\":\"\\u001b[2J\",\"valueText\":\"a\\u001b]0;\\u0007\\n"
            + "b\",\"timestamp\":\"T\"}";
    assertThat(print(RecordPrinter.pretty(Frame.RECORD, false), evil))
        .isEqualTo("\ufffd[2J  T\na\ufffd]0;\ufffd\nb\n");
  }

  @Test
  void tombstonesAndMissingKeysAreShown() {
    String tombstone = "{\"stream\":\"t\",\"key\":null,\"value\":null,\"timestamp\":\"T\"}";
    assertThat(print(RecordPrinter.pretty(Frame.RECORD, false), tombstone))
        .isEqualTo("(no key)  T\nnull\n");
  }

  @Test
  void coloursAreAnsi() {
    assertThat(print(RecordPrinter.json(Frame.FOREIGN, true), "{\"a\":\"b\"}"))
        .isEqualTo(
            "{\u001b[34m\"value\"\u001b[0m:{\u001b[34m\"a\"\u001b[0m:\u001b[32m\"b\"\u001b[0m}}\n");
  }

  private static String print(Printer printer, String message) {
    return text(printer.print(new Message.Text(message)));
  }

  private static String text(Printer.Printed printed) {
    return new String(((Printer.Line) printed).bytes(), UTF_8);
  }
}
