package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "/streams/x, /streams/x",
    "/streams/x?, /streams/x",
    "/str%65ams/x, /streams/x",
    "/gr%C3%BC%c3%9fe, /grüße",
    "/a+b, /a+b",
    "//streams/x, //streams/x",
    "/streams//x, /streams//x",
    "/streams/x/../x, /streams/x/../x",
    "/%2e%2e/x, /../x",
    "/%252e, /%2e",
    "http://weir.example/streams/x?key=1, /streams/x",
    "WS://weir.example:80/streams/x, /streams/x",
    "http://weir.example, /",
    "http://weir.example?key=1, /",
  })
  void decodesThePathOnceAndResolvesNothing(String raw, String path) {
    assertThat(Target.of(raw).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "streams/x",
        "ftp://weir.example/x",
        "/x#y",
        "/%",
        "/%4",
        "/%zz",
        "/%4g",
        "/%-1",
        "/%ff",
        "/%c0%ae",
        "/%ed%a0%80",
        "/x?key=%",
        "/x?key=%ff",
        "/x?%e4=1",
        "/%４１",
        "/\u00ff"
      })
  void refusesWhatItCannotDecode(String raw) {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.of(raw));
  }

  @Test
  void keepsAsSentWhatItCannotDecode() {
    assertThat(Target.asSent("/a%20b/100%").path()).isEqualTo("/a%20b/100%");
    assertThat(Target.asSent("/\u00ff").path()).isEqualTo("/\u00ff");
    Target target = Target.asSent("/a%20b?x%=%31&y=1+%zz");
    assertThat(target.path()).isEqualTo("/a b");
    assertThat(target.query()).isEqualTo(Map.of("x%", List.of("1"), "y", List.of("1+%zz")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "streams/x", "ftp://weir.example/x", "/x#y"})
  void keepsNothingThatIsNoTarget(String raw) {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.asSent(raw));
  }

  @Test
  void readsTheQueryInOrder() {
    Target target = Target.of("/x?key=b&key=a%26%3D&empty&key=a+b%2B&&=1");

    assertThat(target.query().keySet()).containsExactly("key", "empty", "");
    assertThat(target.query().get("key")).containsExactly("b", "a&=", "a b+");
    assertThat(target.query().get("empty")).isEqualTo(List.of(""));
  }

  @Test
  void keepsANulForWhoeverLooksThePathUp() {
    assertThat(Target.of("/streams/x%00").path()).isEqualTo("/streams/x\0");
  }

  @Test
  void refusesMoreParametersThanAnybodyNeeds() {
    assertThat(Target.of("/x?" + "a=1&".repeat(16_384)).query().get("a")).hasSize(16_384);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.of("/x?" + "a=1&".repeat(16_385)))
        .withMessageContaining("16384");
  }
}
