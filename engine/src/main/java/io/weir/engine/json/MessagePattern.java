package io.weir.engine.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Which messages are meant, such as the reply to one of ours. */
public sealed interface MessagePattern {

  /** Whether this message is one of them. */
  boolean matches(byte[] message);

  /**
   * JSON that has these members.
   *
   * @param members where, and the text that stands there: a string's characters, or a number,
   *     {@code true}, {@code false} or {@code null} as it is written
   */
  record Members(Map<JsonPointer, String> members) implements MessagePattern {
    public Members {
      members = Map.copyOf(members);
    }

    @Override
    public boolean matches(byte[] message) {
      return members.entrySet().stream()
          .allMatch(
              member ->
                  member
                      .getKey()
                      .find(message)
                      .filter(value -> value.text().equals(member.getValue()))
                      .isPresent());
    }
  }

  /**
   * A message of this text.
   *
   * @param prefix whether it only has to begin so
   */
  record Text(String text, boolean prefix) implements MessagePattern {
    @Override
    public boolean matches(byte[] message) {
      byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
      return prefix
          ? message.length >= wanted.length
              && Arrays.equals(message, 0, wanted.length, wanted, 0, wanted.length)
          : Arrays.equals(message, wanted);
    }
  }
}
