package io.weir.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.connection.Json;
import org.junit.jupiter.api.Test;

final class TableLayoutTest {
  private final TableLayout table = new TableLayout(false);

  @Test
  void theFirstObjectDecidesOnColumnsAndWidths() {
    assertThat(row("{'key': 'k-1', 'value': {'speed': 81.40, 'to': 'Ulm', 'at': {'x': [1]}}}"))
        .isEqualTo(
            """
            key    speed    to     at.x
            k-1    81.40    Ulm    [1]\
            """);
    assertThat(row("{'key': 'k-123456', 'value': {'to': null, 'other': 1, 'speed': true}}"))
        .isEqualTo("k-12…  true     null");
  }

  @Test
  void membersOfMembersHaveColumnsOfTheirOwn() {
    assertThat(
            row(
                """
                {'key': 'k', 'value': {'at': {'lat': 1.5, 'to': {'x': 'y'}, 'none': {}},
                  'tags': [1], 'at.lat': 2}}\
                """))
        .isEqualTo(
            """
            key  at.lat  at.to.x  at.none  tags   at.lat
            k    1.5     y        {}       [1]    2\
            """);
    assertThat(row("{'key': 'l', 'value': {'at': 'home', 'tags': {'a': 1}}}"))
        .isEqualTo("l" + " ".repeat(30) + "{\"a\"…");
    assertThat(row("{'key': 'm', 'value': {'at': {'to': 1, 'lat': {'a': 1}}, 'at.lat': 3}}"))
        .isEqualTo("m    {\"a\":…" + " ".repeat(27) + "3");
  }

  @Test
  void otherServersHaveNoKeys() {
    assertThat(row("{'value': {'a': 1}}")).isEqualTo("a\n1");
  }

  @Test
  void aKeyThatComesOrGoesMovesNoColumn() {
    row("{'key': 'k', 'value': {'a': 1}}");
    assertThat(row("{'value': {'a': 2}}")).isEqualTo("     2");
    TableLayout keyless = new TableLayout(false);
    keyless.apply(Json.object().set("value", Json.object().put("a", 1)));
    assertThat(keyless.apply(Json.object().put("key", "k").set("value", Json.object().put("a", 2))))
        .isEqualTo("2");
  }

  @Test
  void whatIsNoObjectIsOneColumn() {
    assertThat(row("{'valueText': 'hi'}")).isEqualTo("value\nhi");
    assertThat(row("{'value': [1, 2]}")).isEqualTo("[1,2]");
    assertThat(row("{'valueBase64': 'AP8='}")).isEqualTo("AP8=");
    assertThat(row("{'value': {}}")).isEqualTo("{}");
  }

  @Test
  void anObjectAfterOtherValuesBeginsATable() {
    assertThat(row("{'key': null, 'value': null}"))
        .isEqualTo("key               value\n(no key)          null");
    assertThat(row("{'key': 'k', 'value': {'a': 1}}")).isEqualTo("key  a\nk    1");
  }

  @Test
  void aTombstoneIsWrittenAcrossTheColumns() {
    row("{'key': 'k', 'value': {'a': 1, 'b': 2}}");
    assertThat(row("{'key': 'k', 'value': null}")).isEqualTo("k    null");
    assertThat(row("{'key': 'k', 'valueText': 'wider than a'}")).isEqualTo("k    wider than a");
  }

  @Test
  void aTableIsOnlySoWide() {
    ObjectNode value = Json.object();
    for (int i = 0; i < 1000; i++) {
      value.put("name-" + i, "x".repeat(1000));
    }
    String rows = table.apply(Json.object().set("value", value));
    assertThat(rows.lines()).allMatch(it -> it.length() <= 24 * 34);
    assertThat(rows).contains("name-23").doesNotContain("name-24").contains("x".repeat(31) + "…");
  }

  @Test
  void charactersAreNeverCutInHalf() {
    row("{'value': {'a': 'x'}}");
    assertThat(row("{'value': {'a': '🚚🚚🚚🚚'}}")).isEqualTo("🚚🚚…");
  }

  @Test
  void aTableIsSafeForATerminal() {
    assertThat(row("{'key': '\\u001b[2J', 'value': {'\\n': '\\u0007'}}"))
        .isEqualTo("key     \ufffd\n\ufffd[2J    \ufffd");
  }

  @Test
  void namesAreBoldOnATerminal() {
    assertThat(new TableLayout(true).apply(Json.parse("{\"value\":{\"a\":1}}").orElseThrow()))
        .isEqualTo("\u001b[1ma\u001b[0m\n1");
  }

  private String row(String json) {
    return table.apply(Json.parse(json.replace('\'', '"')).orElseThrow());
  }
}
