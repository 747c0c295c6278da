package io.weir.engine.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class MessagePatternTest {
  private final MessagePattern members =
      new MessagePattern.Members(
          Map.of(
              JsonPointer.parse("/op"), "subscribed",
              JsonPointer.parse("/data/code"), "0",
              JsonPointer.parse("/ok"), "true"));

  @Test
  void everyMemberHasToBeThere() {
    assertThat(
            matches(members, "{\"op\":\"subscribed\",\"ok\":true,\"x\":1,\"data\":{\"code\":0}}"))
        .isTrue();
    assertThat(matches(members, "{\"op\":\"subscribed\",\"ok\":true,\"data\":{\"code\":1}}"))
        .isFalse();
    assertThat(matches(members, "{\"op\":\"subscribed\",\"data\":{\"code\":0}}")).isFalse();
    assertThat(matches(members, "subscribed")).isFalse();
  }

  @Test
  void textIsEqualOrBeginsSo() {
    MessagePattern equal = new MessagePattern.Text("CONNECTED", false);
    MessagePattern prefix = new MessagePattern.Text("CONN", true);

    assertThat(matches(equal, "CONNECTED")).isTrue();
    assertThat(matches(equal, "CONNECTED 1")).isFalse();
    assertThat(matches(prefix, "CONNECTED 1")).isTrue();
    assertThat(matches(prefix, "CONN")).isTrue();
    assertThat(matches(prefix, "CON")).isFalse();
    assertThat(matches(prefix, "DISCONN")).isFalse();
  }

  private static boolean matches(MessagePattern pattern, String message) {
    return pattern.matches(message.getBytes(UTF_8));
  }
}
