package io.weir.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.connection.Json;
import io.weir.cli.connection.Message;
import java.util.OptionalLong;

/** Weir's control frames about what it was sent. */
final class AnswerText {
  /** Begins them where other messages are values. */
  private static final String MARK = "\u001e";

  private AnswerText() {}

  static Wire.Answer of(Message message) {
    return switch (message) {
      case Message.Binary binary -> new Wire.Answer.Other();
      case Message.Text(String text) ->
          Json.parse(text.startsWith(MARK) ? text.substring(MARK.length()) : text)
              .filter(json -> json.isObject() && json.size() == 1)
              .map(AnswerText::of)
              .orElseGet(Wire.Answer.Other::new);
    };
  }

  private static Wire.Answer of(JsonNode frame) {
    JsonNode ack = frame.path("ack");
    if (ack.isObject()) {
      return new Wire.Answer.Acknowledged(id(ack));
    }
    JsonNode error = frame.path("error");
    if (error.isObject()) {
      String code = error.path("code").asText("?");
      return new Wire.Answer.Refused(id(error), code, error.path("message").asText("?"));
    }
    return new Wire.Answer.Other();
  }

  private static OptionalLong id(JsonNode answer) {
    JsonNode id = answer.path("id");
    return id.isIntegralNumber() ? OptionalLong.of(id.longValue()) : OptionalLong.empty();
  }
}
