package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.From;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.Pace;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Slow;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Stream TRUCKS = new Stream("trucks", "topic", Format.JSON, false, true);
  private static final Stream READINGS =
      new Stream("readings", "readings", Format.JSON, false, false);
  private static final String FORM =
      "send a JSON object with one command, like {\"subscribe\":{\"stream\":\"NAME\",\"id\":1}}";

  private final Commands commands =
      new Commands(
          Map.of("trucks", TRUCKS),
          Map.of("readings", Inlet.of(READINGS, 1 << 20)),
          InstantSource.fixed(NOW));

  private Command subscribe(String members) {
    return commands.parse("{\"subscribe\":{\"stream\":\"trucks\"" + members + "}}");
  }

  private static Command refused(String message, String id) {
    return new Command.Refused(
        new Refusal(ErrorCode.BAD_REQUEST, message),
        Optional.of(id).filter(json -> !json.isEmpty()).map(CommandId::new));
  }

  @Test
  void subscribesToAllFromNowOn() {
    assertThat(subscribe(""))
        .isEqualTo(
            new Command.Subscribe(
                TRUCKS, KeyFilter.ALL, From.LATEST, Pace.DEFAULT, Optional.empty()));
  }

  @Test
  void subscribesToWhatIsAskedFor() {
    String members =
        ",\"key\":[\"truck-001\",\"van-*\"],\"from\":\"-15m\",\"slow\":\"conflate\","
            + "\"max_rate\":5,\"id\":\"a\\\"1\"";
    assertThat(subscribe(members))
        .isEqualTo(
            new Command.Subscribe(
                TRUCKS,
                KeyFilter.of(List.of("truck-001", "van-*")),
                new From.Since(NOW.toEpochMilli() - 900_000),
                new Pace(Slow.CONFLATE, 5),
                Optional.of(new CommandId("\"a\\\"1\""))));
  }

  @Test
  void beginsWhereACursorSays() {
    Cursor cursor = new Cursor(TopicId.of("topic", 1, 2), Positions.of(17));
    assertThat(subscribe(",\"from\":\"" + cursor + "\""))
        .isInstanceOfSatisfying(
            Command.Subscribe.class,
            subscribe -> assertThat(subscribe.from()).isEqualTo(new From.Resume(cursor)));
    Cursor foreign = new Cursor(TopicId.of("other", 1, 2), Positions.of(17));
    assertThat(subscribe(",\"from\":\"" + foreign + "\",\"id\":7"))
        .isEqualTo(
            refused(
                "parameter from: "
                    + foreign
                    + " is a cursor of another stream; take one that trucks has sent",
                "7"));
  }

  @Test
  void unsubscribesFromAnyName() {
    assertThat(commands.parse("{\"unsubscribe\":{\"id\":1.50,\"stream\":\"gone\"}}"))
        .isEqualTo(new Command.Unsubscribe("gone", Optional.of(new CommandId("1.50"))));
  }

  @Test
  void namesTheNearestStream() {
    assertThat(commands.parse("{\"subscribe\":{\"stream\":\"truks\",\"id\":1}}"))
        .isEqualTo(
            new Command.Refused(
                new Refusal(
                    ErrorCode.STREAM_NOT_FOUND, "unknown stream truks; did you mean trucks?"),
                Optional.of(new CommandId("1"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        ",\"kye\":\"a\" | unknown parameter kye: did you mean key? known: from, id, key, last, max_rate, slow, stream",
        ",\"frame\":\"value\" | unknown parameter frame: known: from, id, key, last, max_rate, slow, stream",
        ",\"where\":{\"a\":[1]} | unknown parameter where: known: from, id, key, last, max_rate, slow, stream",
        ",\"key\":17 | parameter key: give a string, or an array of strings",
        ",\"key\":[\"a\",null] | parameter key: give a string, or an array of strings",
        ",\"key\":[[\"a\"]] | parameter key: give a string, or an array of strings",
        ",\"key\":{} | parameter key: give a string, or an array of strings",
        ",\"key\":[] | parameter key is empty: leave it out for all records",
        ",\"key\":\"\" | parameter key is empty: give a key, a prefix like truck-*, or *",
        ",\"from\":null | parameter from: give a string",
        ",\"last\":\"3\" | parameter last: give a number",
        ",\"last\":3.0 | parameter last=3.0: give a whole number from 1 to 10,000",
        ",\"last\":3,\"from\":\"latest\" | parameters from and last both say where to begin: leave one out",
        ",\"slow\":true | parameter slow: give a string",
        ",\"stream\":\"trucks\" | parameter stream is given twice: give it once",
      })
  void tellsWhatIsWrongAndTheIdThatComesBehindIt(String member, String message) {
    assertThat(subscribe(member.strip() + ",\"id\":\"x\"")).isEqualTo(refused(message, "\"x\""));
  }

  @Test
  void asksForAStream() {
    String message = "parameter stream is missing: name a stream";
    assertThat(commands.parse("{\"subscribe\":{\"id\":1}}")).isEqualTo(refused(message, "1"));
    assertThat(commands.parse("{\"unsubscribe\":{\"stream\":\"\",\"id\":1}}"))
        .isEqualTo(refused(message, "1"));
    assertThat(commands.parse("{\"subscribe\":{\"stream\":1,\"id\":1}}"))
        .isEqualTo(refused("parameter stream: give a string", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "{}", "[1]"})
  void refusesAnIdThatIsNeitherTextNorNumber(String id) {
    assertThat(subscribe(",\"id\":" + id))
        .isEqualTo(refused("parameter id: give a string or a number of at most 64 characters", ""));
  }

  @Test
  void boundsTheId() {
    String longest = "\"" + "x".repeat(64) + "\"";
    assertThat(subscribe(",\"id\":" + longest).id()).contains(new CommandId(longest));
    assertThat(subscribe(",\"id\":\"x" + longest.substring(1))).isInstanceOf(Command.Refused.class);
    assertThat(subscribe(",\"id\":1" + "0".repeat(64))).isInstanceOf(Command.Refused.class);
    assertThat(subscribe(",\"id\":1,\"id\":2"))
        .isEqualTo(refused("parameter id is given twice: give it once", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "subscribe", "{\"subscribe\":{\"stream\":\"trucks\"}", "{'a':1}"})
  void refusesWhatIsNoJson(String text) {
    assertThat(commands.parse(text)).isInstanceOf(Command.Refused.class);
  }

  @Test
  void tellsTheIdOfAMessageThatIsCut() {
    assertThat(commands.parse("{\"subscribe\":{\"id\":7,\"stream\":\"tru"))
        .isEqualTo(refused("this is no JSON: " + FORM, "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | this is no command: ",
        "{} | this is no command: ",
        "17 | this is no command: ",
        "{\"subscribe\":\"trucks\"} | command subscribe has no object: ",
        "{\"subscribe\":{},\"id\":1} | this is more than one command: ",
        "{\"subscribe\":{}} {} | this is more than one JSON object: ",
      })
  void namesTheFormOfACommand(String text, String message) {
    assertThat(commands.parse(text)).isEqualTo(refused(message + " " + FORM, ""));
  }

  @Test
  void namesTheNearestCommand() {
    assertThat(commands.parse("{\"subscribed\":{\"stream\":\"trucks\",\"id\":1}}"))
        .isEqualTo(
            refused(
                "unknown command subscribed: did you mean subscribe? known: publish, subscribe, unsubscribe",
                "1"));
    assertThat(commands.parse("{\"produce\":{\"value\":{},\"id\":1}}"))
        .isEqualTo(refused("unknown command produce: known: publish, subscribe, unsubscribe", "1"));
  }

  @Test
  void livesThroughAnything() {
    String whole =
        "{\"subscribe\":{\"stream\":\"trucks\",\"key\":[\"a\"],\"last\":3,\"id\":\"x\"}}";
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(whole);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(text.length());
        String any = "{}[]\",:\\0e-nul\u0000ä";
        text.replace(at, at + random.nextInt(2), "" + any.charAt(random.nextInt(any.length())));
      }
      assertThat(commands.parse(text.toString())).as("seed %s: %s", seed, text).isNotNull();
    }
    assertThat(subscribe(",\"where\":" + "[".repeat(100_000))).isInstanceOf(Command.Refused.class);
  }

  private Command publish(String members) {
    return commands.parse("{\"publish\":{\"stream\":\"readings\"" + members + "}}");
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void publishesAValueAsItIsWritten() {
    var wish =
        (Command.Publish)
            publish(
                ",\"key\":\"d\\u0031\",\"value\": {\"a\" : [1, \"}\"]},"
                    + "\"headers\":[[\"h\",\"x\"],[\"h\",null],[\"b\",{\"base64\":\"AAE=\"}]],\"id\":3");
    assertThat(wish.inlet().stream()).isEqualTo(READINGS);
    assertThat(text(wish.key().orElseThrow().bytes())).isEqualTo("d1");
    assertThat(text(wish.value())).isEqualTo("{\"a\" : [1, \"}\"]}");
    assertThat(wish.headers()).extracting(Header::name).containsExactly("h", "h", "b");
    assertThat(wish.headers().get(1).value()).isNull();
    assertThat(wish.headers().get(2).value()).containsExactly(0, 1);
    assertThat(wish.id()).contains(new CommandId("3"));
  }

  @Test
  void publishesTextBytesAndTombstones() {
    assertThat(text(((Command.Publish) publish(",\"valueText\":\"a\\nb\"")).value()))
        .isEqualTo("a\nb");
    assertThat(((Command.Publish) publish(",\"valueBase64\":\"/w==\"")).value())
        .containsExactly(0xFF);
    var tombstone = (Command.Publish) publish(",\"key\":\"k\",\"value\":null");
    assertThat(tombstone.value()).isNull();
    assertThat(((Command.Publish) publish(",\"key\":null,\"value\":1")).key().orElseThrow().bytes())
        .isNull();
    assertThat(((Command.Publish) publish(",\"value\":1")).key()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | give one of value",
        ",\"value\":1,\"valueText\":\"a\" | give one of value",
        ",\"valueBase64\":\"?\" | is not base64",
        ",\"value\":1,\"key\":7 | parameter key: give a string, null",
        ",\"value\":1,\"headers\":{} | parameter headers: give an array",
        ",\"value\":1,\"headers\":[[\"a\"]] | parameter headers: give an array",
        ",\"value\":1,\"headers\":[[\"a\",\"b\",\"c\"]] | parameter headers: give an array",
        ",\"valueText\":1 | parameter valueText: give a string",
        ",\"value\":1,\"vlaue\":2 | unknown parameter vlaue: did you mean value?"
      })
  void refusesWhatIsNoRecord(String members, String why) {
    var wish = (Command.Refused) publish(members);
    assertThat(wish.refusal().code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(wish.refusal().message()).contains(why);
  }

  @Test
  void publishesOnlyWhereItMay() {
    var readOnly =
        (Command.Refused) commands.parse("{\"publish\":{\"stream\":\"trucks\",\"value\":1}}");
    assertThat(readOnly.refusal().code()).isEqualTo(ErrorCode.NOT_WRITABLE);
    var unknown =
        (Command.Refused) commands.parse("{\"publish\":{\"stream\":\"reading\",\"value\":1}}");
    assertThat(unknown.refusal())
        .isEqualTo(
            new Refusal(
                ErrorCode.STREAM_NOT_FOUND, "unknown stream reading; did you mean readings?"));
  }
}
