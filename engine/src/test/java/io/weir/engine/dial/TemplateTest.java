package io.weir.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.json.JsonPointer;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TemplateTest {
  @Test
  void putsInTheValueOrItsDefault() {
    assertThat(fill("a${last./n}b${last./n:x}c", Optional.of("v"))).contains("aVbVc");
    assertThat(fill("a${last./n:x}b${last./n:}c", Optional.empty())).contains("aXbc");
  }

  @Test
  void cannotBeFilledWithoutEither() {
    assertThat(fill("a${last./n}", Optional.empty())).isEmpty();
    assertThat(Template.parse("a${last./n}").isComplete()).isFalse();
    assertThat(Template.parse("a${last./n:0}").isComplete()).isTrue();
  }

  @Test
  void leavesOtherTextAlone() {
    assertThat(fill("{\"$\":\"{}\"} $${last./n} $${", Optional.of("v")))
        .contains("{\"$\":\"{}\"} ${last./n} ${");
    assertThat(fill("", Optional.empty())).contains("");
  }

  @Test
  void putsInAValueOnceOnly() {
    assertThat(fill("${last./n}", Optional.of("${last./n}"))).contains("${LAST./N}");
  }

  @Test
  void saysWhatIsNoPointer() {
    assertThat(Template.problem("${last.n}")).get().asString().contains("begins with /");
    assertThat(Template.problem("a ${last./n:0} $${last.n}")).isEmpty();
  }

  @Test
  void namesItsPointersAndShowsNothing() {
    Template template = Template.parse("secret ${last./a} ${last./b:0}");
    assertThat(template.pointers())
        .containsExactly(JsonPointer.parse("/a"), JsonPointer.parse("/b"));
    assertThat(template.toString()).doesNotContain("secret");
  }

  private static Optional<String> fill(String text, Optional<String> last) {
    return Template.parse(text).fill(last, value -> value.toUpperCase(Locale.ROOT));
  }
}
