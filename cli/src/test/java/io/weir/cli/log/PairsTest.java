package io.weir.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

final class PairsTest {

  @Test
  void pairsAreReadInTheirOrder() {
    assertThat(Pairs.of("event=gap topic=t reason=\"two words\" from=1"))
        .containsExactly(
            entry("event", "gap"),
            entry("topic", "t"),
            entry("reason", "two words"),
            entry("from", "1"));
  }

  @Test
  void onlyAnEventHasPairs() {
    assertThat(Pairs.of("a=b event=x")).isEmpty();
    assertThat(Pairs.of("eventually")).isEmpty();
    assertThat(Pairs.of("")).isEmpty();
  }

  @Test
  void aValueMayBeEmptyOrHaveQuotesAndEqualsSigns() {
    assertThat(Pairs.of("event=x a= b=\"\" c=\"say \"hi\" = 1\" d=k=v"))
        .containsExactly(
            entry("event", "x"),
            entry("a", ""),
            entry("b", ""),
            entry("c", "say \"hi\" = 1"),
            entry("d", "k=v"));
  }

  @Test
  void aValueMayHaveLines() {
    assertThat(Pairs.of("event=x reason=\"a\nb\"")).containsEntry("reason", "a\nb");
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    assertThat(Pairs.of("event=x a=1 b=two words")).containsOnlyKeys("event", "a");
    assertThat(Pairs.of("event=x a=\"open")).containsOnlyKeys("event");
  }

  @Test
  void theFirstOfTwoIsMeant() {
    assertThat(Pairs.of("event=x path=/a event=forged")).containsEntry("event", "x");
  }

  @Test
  void aLongValueIsNoTrouble() {
    String value = "\" x ".repeat(250_000);
    assertThat(Pairs.of("event=x a=\"" + value + "\"")).containsEntry("a", value);
  }
}
