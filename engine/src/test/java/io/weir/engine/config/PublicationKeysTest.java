package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.json.JsonPointer;
import io.weir.engine.link.in.Acks;
import io.weir.engine.link.in.HeaderSource;
import io.weir.engine.link.in.InSettings;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.link.in.OnFull;
import io.weir.engine.link.in.Split;
import io.weir.engine.stream.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that take in. */
final class PublicationKeysTest {
  private static final String STREAMS = "streams: {readings: , refused: , prices: {in: true}}\n";

  @TempDir Path folder;

  @Test
  void everyKeyIsRead() {
    Settings settings =
        Read.file(
                folder,
                STREAMS
                    + """
                    in: {unacknowledged: 2MiB, unacknowledged-total: 8MiB, ids: 5}
                    links:
                      - name: api
                        accept: /api/data
                        in: readings
                        key: {pointer: /device/id, required: false}
                        record-headers:
                          source: {constant: web}
                          agent: {header: User-Agent}
                          ip: {address: true}
                          who: {principal: true}
                        timestamp: {pointer: /t}
                        format: text
                        split: lines
                        ack: "every:100"
                        on-full: refuse
                        id: {pointer: /id}
                        refused: refused
                        max-message: 64KiB
                      - {accept: "/devices/{key}/in", in: readings, key: {path: true}}
                      - {accept: /api/data, out: readings}
                    """)
            .settings();

    assertThat(settings.in()).isEqualTo(new InSettings(2 << 20, 8 << 20, 5));
    assertThat(settings.streams().getLast().in()).isTrue();
    assertThat(settings.links().getFirst().in())
        .contains(
            new PublicationSettings(
                new KeyRule.Pointer(JsonPointer.parse("/device/id"), false),
                Map.of(
                    "source", new HeaderSource.Constant("web"),
                    "agent", new HeaderSource.Handshake("User-Agent"),
                    "ip", new HeaderSource.Address(),
                    "who", new HeaderSource.Principal()),
                Optional.of(JsonPointer.parse("/t")),
                Optional.of(Format.TEXT),
                Split.LINES,
                new Acks(100),
                OnFull.REFUSE,
                Optional.of(JsonPointer.parse("/id")),
                Optional.of("refused"),
                Optional.of(ByteSize.kibibytes(64))));
    assertThat(settings.links().get(1).in().orElseThrow().key()).isEqualTo(new KeyRule.Path());
    assertThat(settings.links().get(2).in()).isEmpty();
  }

  @Test
  void aLinkThatSaysNoMoreTakesWhatComes() {
    Settings settings =
        Read.file(folder, STREAMS + "links: [{accept: /api, in: readings}]").settings();
    assertThat(settings.links().getFirst().in()).contains(PublicationSettings.DEFAULT);
    assertThat(settings.in()).isEqualTo(InSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "in: readings, key: {pointer: id} | is not a JSON Pointer (RFC 6901)",
        "in: readings, key: {constant: a, query: b} | more than one source: leave one of them",
        "in: readings, key: {required: false} | belongs to `pointer`, which is not here",
        "in: readings, key: {path: true} | the path has no step {key}",
        "in: readings, record-headers: {a: {}} | give one of constant, header, address: true",
        "in: readings, ack: all | is neither none, nor each, nor every:N",
        "in: readings, ack: 'every:0' | is neither none, nor each, nor every:N",
        "in: readings, split: words | is not allowed; allowed: `json-array`, `lines`, `none`",
        "in: readings, refused: refusde | stream refusde is not declared",
        "in: reading | stream reading is not declared",
        "in: readings, out: readings | a link has one direction",
        "out: readings, ack: each | goes with `in` only",
        "listener: public | `out` is missing: a name",
        "in: readings, max-message: 1GiB | is out of range"
      })
  void saysWhatIsWrong(String keys, String problem) {
    assertThat(problems(STREAMS + "links: [{accept: /api, " + keys + "}]"))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void aPathLeadsToOneStreamInEachDirection() {
    assertThat(
            problems(
                STREAMS
                    + "links: [{accept: /api, in: readings}, {accept: /api, out: refused},"
                    + " {accept: /api, in: refused}]"))
        .singleElement()
        .asString()
        .contains("/api on listener public already leads to stream readings");
    assertThat(problems(STREAMS + "links: [{accept: prices, in: readings}]"))
        .singleElement()
        .asString()
        .contains("already leads to stream prices");
    assertThat(problems(STREAMS + "links: [{accept: prices, in: prices, key: {constant: a}}]"))
        .isEmpty();
  }

  @Test
  void aStepForAKeyHasToBeWanted() {
    assertThat(problems(STREAMS + "links: [{accept: '/a/{key}', out: readings}]"))
        .singleElement()
        .asString()
        .contains("a step is {key}, and nobody asks for it");
  }

  private List<String> problems(String yaml) {
    return Read.file(folder, yaml).problems();
  }
}
