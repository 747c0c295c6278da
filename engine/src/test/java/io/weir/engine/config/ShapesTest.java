package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Something else stands there than the key takes: the problem says what it takes. */
final class ShapesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka: 5                  | 1:8: kafka: expected a mapping with bootstrap.servers,
          streams: [a]              | 1:10: streams: expected a mapping of names to streams, found a list
          streams: {a: b}           | 1:14: streams.a: expected a mapping with topic,
          streams: {'a b': }        | 1:11: streams.a b: "a b" is not a name: 1 to 249 letters,
          listeners: {a: }          | 1:12: listeners: expected a list, such as
          listeners: [a]            | 1:13: listeners[0]: expected a mapping with name, address,
          access:                   | 1:8: access: has no value: write `open`, or
          access: []                | 1:9: access: expected `open`, or
          access: {}                | 1:9: access: says nobody may enter: write `open`, or
          access: {basic: {user: a}} | 1:17: access.basic: `password` is missing: text,
          drain: {spread: }         | 1:16: drain.spread: has no value: write a duration, 0s to 1h
          drain: {spread: [1s]}     | 1:17: drain.spread: expected a duration, 0s to 1h, found a list
          tails: 1.5                | 1:8: tails: "1.5" is not a whole number from 0 to 1024
          limits: {max-url: 1B}     | 1:19: limits.max-url: "1B" is out of range: a size, 128B to 1MiB
          links: [{accept: /a}]     | 1:9: links[0]: `out` is missing: a name
          hello                     | 1:1: expected a mapping with kafka, listeners,
          - a                       | 1:1: expected a mapping with kafka, listeners,
          <<: {a: 1}                | 1:1: <<: merge keys are not used here: write the keys out
          """,
      quoteCharacter = '"')
  void isToldWithWhatIsExpected(String text, String problem) {
    assertThat(Read.file(folder, text).problems())
        .singleElement()
        .asString()
        .startsWith("weir.yaml:" + problem);
  }

  @Test
  void aProblemIsShortWhateverWasWritten() {
    String text = "drain: {spread: \"" + "x\\n".repeat(5_000) + "\", " + "k".repeat(900) + ": 1}";
    assertThat(Read.file(folder, text).problems())
        .hasSize(2)
        .allMatch(problem -> problem.length() < 400);
  }
}
