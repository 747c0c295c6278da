package io.weir.cli.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.connection.Message;
import io.weir.cli.publish.Wire.Answer;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class WireTest {
  private static final Wire WEIR = new WeirWire("readings", Optional.of("d1"));
  private static final Wire PLAIN = new PlainWire(true);
  private static final byte[] NO_TEXT = {0, (byte) 0xff};

  @Test
  void aRecordIsTheInputsBytesToAWeir() {
    assertThat(WEIR.message(entry(" {\"a\": \"ü\"}")))
        .isEqualTo(
            new Message.Text(
                "{\"publish\":{\"stream\":\"readings\",\"key\":\"d1\","
                    + "\"valueText\":\" {\\\"a\\\": \\\"ü\\\"}\",\"id\":7}}"));
  }

  @Test
  void whatIsNoTextGoesAsBase64() {
    Wire keyless = new WeirWire("readings", Optional.empty());
    assertThat(keyless.message(new Entry(7, "line 7", NO_TEXT)))
        .isEqualTo(
            new Message.Text(
                "{\"publish\":{\"stream\":\"readings\",\"valueBase64\":\"AP8=\",\"id\":7}}"));
  }

  @Test
  void aMessageIsTheRecordElsewhere() {
    assertThat(PLAIN.message(entry("a"))).isEqualTo(new Message.Text("a"));
    assertThat(PLAIN.message(new Entry(7, "line 7", NO_TEXT)))
        .isInstanceOfSatisfying(
            Message.Binary.class, it -> assertThat(it.bytes()).isEqualTo(NO_TEXT));
  }

  @Test
  void answersNameTheRecord() {
    assertThat(answer(WEIR, "{\"ack\":{\"partition\":0,\"offset\":17,\"id\":7}}"))
        .isEqualTo(new Answer.Acknowledged(OptionalLong.of(7)));
    assertThat(answer(WEIR, "{\"error\":{\"code\":\"c\",\"message\":\"m\",\"id\":7}}"))
        .isEqualTo(new Answer.Refused(OptionalLong.of(7), "c", "m"));
  }

  @Test
  void anIdThatTheServerFoundInTheRecordIsNotOurs() {
    assertThat(answer(PLAIN, "\u001e{\"ack\":{\"partition\":0,\"offset\":17,\"id\":3}}"))
        .isEqualTo(new Answer.Acknowledged(OptionalLong.empty()));
    assertThat(answer(PLAIN, "{\"error\":{\"code\":\"c\",\"message\":\"m\",\"id\":3}}"))
        .isEqualTo(new Answer.Refused(OptionalLong.empty(), "c", "m"));
  }

  @Test
  void everythingElseIsNoAnswer() {
    for (String other :
        new String[] {"", "ack", "{\"hello\":{}}", "{\"ack\":1}", "{\"a\":1,\"ack\":{}}"}) {
      assertThat(answer(WEIR, other)).isEqualTo(new Answer.Other());
    }
    assertThat(WEIR.answer(new Message.Binary(NO_TEXT))).isEqualTo(new Answer.Other());
  }

  private static Answer answer(Wire wire, String text) {
    return wire.answer(new Message.Text(text));
  }

  private static Entry entry(String value) {
    return new Entry(7, "line 7", value.getBytes(UTF_8));
  }
}
