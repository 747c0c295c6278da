package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.MapOf;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Values;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.json.MessagePattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The keys that say which messages are meant; one of the two. */
final class PatternKeys {
  static final Scalar<JsonPointer> POINTER =
      Scalar.of(
          JsonPointer.FORM,
          text ->
              JsonPointer.problem(text)
                  .<Parsed<JsonPointer>>map(Parsed::unfit)
                  .orElseGet(() -> Parsed.fits(JsonPointer.parse(text))),
          JsonPointer::toString);

  private static final Scalar<String> MEMBER =
      Scalar.of(
          "a member, or a JSON Pointer, such as /data/op",
          text -> text.startsWith("/") ? POINTER.parse().apply(text).map(p -> text) : name(text),
          Function.identity());

  private static final Scalar<String> VALUE = Scalar.of("text", Parsed::fits, Function.identity());

  static final Key<Map<String, Placed<String>>> MATCH =
      Key.collection(
          "match",
          new MapOf<>(MEMBER, VALUE, "a mapping of members to what stands there"),
          Map.of(),
          "none",
          "Members that the JSON has to have, and the text that stands there, or the number, `true`,"
              + " `false` or `null`: `{op: subscribed, /data/code: 0}`.");

  static final Key<String> TEXT =
      Key.optional(
          "text",
          VALUE,
          "none",
          "In the place of `match`: the whole message, or how it begins: `CONNECTED*`.");

  private PatternKeys() {}

  private static Parsed<String> name(String text) {
    return text.isEmpty() ? Parsed.unfit("is empty") : Parsed.fits(text);
  }

  /** The pattern; a problem is told if there is none. */
  static MessagePattern build(Values values) {
    Map<String, Placed<String>> match = values.get(MATCH);
    String text = values.find(TEXT).orElse("");
    if (values.sound(MATCH, TEXT) && match.isEmpty() == text.isEmpty()) {
      values
          .reading()
          .problem(
              values.place(),
              text.isEmpty()
                  ? "`match` is missing: which reply is meant, such as {op: subscribed}"
                  : "`match` and `text` exclude each other: leave one");
    }
    return match.isEmpty() ? text(text) : members(match);
  }

  private static MessagePattern text(String text) {
    return text.endsWith("*")
        ? new MessagePattern.Text(text.substring(0, text.length() - 1), true)
        : new MessagePattern.Text(text, false);
  }

  private static MessagePattern members(Map<String, Placed<String>> match) {
    Map<JsonPointer, String> members = new LinkedHashMap<>();
    match.forEach((name, value) -> members.put(pointer(name), value.value()));
    return new MessagePattern.Members(members);
  }

  private static JsonPointer pointer(String name) {
    return JsonPointer.parse(
        name.startsWith("/") ? name : "/" + name.replace("~", "~0").replace("/", "~1"));
  }
}
