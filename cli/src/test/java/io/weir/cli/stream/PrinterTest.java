package io.weir.cli.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(print(new ValuePrinter(true), " {\"a\" : 1} ")).isEqualTo(" {\"a\" : 1} \n");
    assertThat(print(new ValuePrinter(true), "")).isEqualTo("\n");
  }

  @Test
  void binaryValueIsPrintedAsItsBytes() {
    Message message = new Message.Binary(new byte[] {0, (byte) 0xff});
    assertThat(new ValuePrinter(true).print(message))
        .isInstanceOfSatisfying(
            Printer.Line.class, it -> assertThat(it.bytes()).containsExactly(0, 0xff, '\n'));
  }

  @Test
  void controlFramesAreNeverValues() {
    String hello = "\u001e{\"hello\":{\"stream\":\"t\"}}";
    assertThat(new ValuePrinter(true).print(new Message.Text(hello)))
        .isEqualTo(new Printer.Nothing());
    assertThat(new ValuePrinter(true).print(new Message.Text("\u001enot JSON")))
        .isEqualTo(new Printer.Nothing());
  }

  @Test
  void anotherServersRecordSeparatorIsAValue() {
    assertThat(print(new ValuePrinter(false), "\u001e{}")).isEqualTo("\u001e{}\n");
  }

  @Test
  void gapsAndErrorsAreNotices() {
    String gap =
        "{\"gap\":{\"stream\":\"t\",\"partition\":1,\"from\":5,\"to\":9,\"reason\":\"retention\"}}";
    String error = "{\"error\":{\"code\":\"too-large\",\"message\":\"no\"}}";
    String said = "gap in t: offsets 5 to 9 of partition 1 are missing (retention)";
    assertThat(new ValuePrinter(true).print(new Message.Text('\u001e' + gap)))
        .isEqualTo(new Printer.Notice(said));
    assertThat(RecordPrinter.json(true, false).print(new Message.Text(gap)))
        .isEqualTo(new Printer.Notice(said));
    assertThat(RecordPrinter.json(true, false).print(new Message.Text(error)))
        .isEqualTo(new Printer.Notice("error from the server: too-large, no"));
  }

  @Test
  void jsonIsCompactAndKeepsEveryValue() {
    assertThat(print(RecordPrinter.json(true, false), RECORD))
        .isEqualTo(
            "{\"stream\":\"t\",\"key\":\"k\",\"value\":{\"b\":[1.50,true,{},[]],\"a\":\"x\\ny\"},"
                + "\"headers\":[],\"timestamp\":\"2026-11-20T12:00:00.123Z\",\"partition\":0,\"offset\":17}\n");
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
    assertThat(print(RecordPrinter.json(false, false), message)).isEqualTo(line + "\n");
  }

  @Test
  void aNativeServerThatSendsNoRecordsIsWrapped() {
    assertThat(print(RecordPrinter.json(true, false), "{\"value\":1}"))
        .isEqualTo("{\"value\":{\"value\":1}}\n");
  }

  @Test
  void binaryIsBase64InJsonAndPretty() {
    Message message = new Message.Binary(new byte[] {0, (byte) 0xff});
    assertThat(text(RecordPrinter.json(false, false).print(message)))
        .isEqualTo("{\"valueBase64\":\"AP8=\"}\n");
    assertThat(text(RecordPrinter.pretty(false, false).print(message))).isEqualTo("AP8=\n");
  }

  @Test
  void prettyShowsKeyTimeAndTheValueIndented() {
    assertThat(print(RecordPrinter.pretty(true, false), RECORD))
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
        "{\"stream\":\"t\",\"key\":\"\\u001b[2J\",\"valueText\":\"a\\u001b]0;\\u0007\\nb\",\"timestamp\":\"T\"}";
    assertThat(print(RecordPrinter.pretty(true, false), evil))
        .isEqualTo("\ufffd[2J  T\na\ufffd]0;\ufffd\nb\n");
  }

  @Test
  void tombstonesAndMissingKeysAreShown() {
    String tombstone = "{\"stream\":\"t\",\"key\":null,\"value\":null,\"timestamp\":\"T\"}";
    assertThat(print(RecordPrinter.pretty(true, false), tombstone))
        .isEqualTo("(no key)  T\nnull\n");
  }

  @Test
  void coloursAreAnsi() {
    assertThat(print(RecordPrinter.json(false, true), "{\"a\":\"b\"}"))
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
