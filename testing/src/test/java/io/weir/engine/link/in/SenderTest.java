package io.weir.engine.link.in;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.ManualLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SenderTest {
  private static final Stream READINGS =
      new Stream("readings", "readings", Format.JSON, false, true);
  private static final Stream REFUSED =
      new Stream("refused", "refused", Format.BYTES, false, false);
  private static final Refusal TOO_LARGE = new Refusal(ErrorCode.RECORD_TOO_LARGE, "too large");

  private final ManualLoop loop = new ManualLoop();
  private final Metrics metrics = new Metrics();
  private final List<Entry> handedOver = new ArrayList<>();
  private final InSettings settings = new InSettings(1_000, 3_000, 3);
  private final Intake intake =
      new Intake(loop, 1, entries -> handedOver.addAll(entries), settings, metrics);
  private final MemoryLine line = new MemoryLine();

  @Test
  void acknowledgesEachMessageInOrderThoughTheLogDoesNot() {
    Sender sender = sender(Acks.EACH);
    send(sender, "a", "1");
    send(sender, "b", "2");
    written(1, 0, 7);
    assertThat(line.told).isEmpty();
    written(0, 2, 17);
    assertThat(line.told)
        .containsExactly(
            "{\"ack\":{\"partition\":2,\"offset\":17,\"id\":1}}",
            "{\"ack\":{\"partition\":0,\"offset\":7,\"id\":2}}");
    assertThat(count(Metric.ACKS)).isEqualTo(2);
    assertThat(count(Metric.RECORDS_IN)).isEqualTo(2);
  }

  @Test
  void handsOverWhatCameInOneTurnAtOnce() {
    List<Integer> sizes = new ArrayList<>();
    Intake counted = new Intake(loop, 1, entries -> sizes.add(entries.size()), settings, metrics);
    Sender one = new Sender(counted, line, Acks.NONE, OnFull.WAIT);
    Sender other = new Sender(counted, line, Acks.NONE, OnFull.WAIT);
    loop.run(
        () -> {
          one.take(publication(Acks.NONE), List.of(draft("a")), null);
          other.take(publication(Acks.NONE), List.of(draft("b"), draft("c")), null);
        });
    assertThat(sizes).containsExactly(3);
  }

  @Test
  void tellsOfManyMessagesAtOnceAfterAsManyOrAfterASecond() {
    Sender sender = sender(new Acks(2));
    for (int i = 0; i < 3; i++) {
      send(sender, "v", Integer.toString(i));
      written(i, 0, i);
    }
    assertThat(line.told).containsExactly("{\"ack\":{\"count\":2,\"offsets\":{\"0\":1},\"id\":1}}");
    loop.advance(Duration.ofSeconds(1));
    assertThat(line.told)
        .last()
        .isEqualTo("{\"ack\":{\"count\":1,\"offsets\":{\"0\":2},\"id\":2}}");
    loop.advance(Duration.ofSeconds(2));
    assertThat(line.told).hasSize(2);
  }

  @Test
  void tellsOfARefusalInItsPlace() {
    Sender sender = sender(new Acks(10));
    send(sender, "a", "1");
    loop.run(() -> sender.refuse(publication(new Acks(10)), TOO_LARGE, "2"));
    send(sender, "c", "3");
    written(0, 0, 0);
    handedOver.get(1).onRefused(TOO_LARGE);
    loop.run();
    assertThat(line.told)
        .containsExactly(
            "{\"ack\":{\"count\":1,\"offsets\":{\"0\":0},\"id\":1}}",
            "{\"error\":{\"code\":\"record_too_large\",\"message\":\"too large\",\"id\":2}}",
            "{\"error\":{\"code\":\"record_too_large\",\"message\":\"too large\",\"id\":3}}");
    assertThat(metrics.read(Metric.RECORDS_REFUSED))
        .containsEntry(Labels.of("code", "record_too_large"), 2L);
  }

  @Test
  void tellsOnlyOfRefusalsWhereNothingIsAcknowledged() {
    Sender sender = sender(Acks.NONE);
    send(sender, "a", null);
    send(sender, "b", null);
    written(0, 0, 0);
    handedOver.get(1).onRefused(TOO_LARGE);
    loop.run();
    assertThat(line.told).singleElement().asString().startsWith("{\"error\"");
  }

  @Test
  void writesAMessageThatComesAgainOnceAndTellsItsFirstOffset() {
    Sender sender = sender(Acks.EACH);
    send(sender, "a", "\"x\"");
    send(sender, "a", "\"x\"");
    assertThat(handedOver).hasSize(1);
    written(0, 1, 5);
    send(sender, "a", "\"x\"");
    assertThat(handedOver).hasSize(1);
    assertThat(line.told)
        .hasSize(3)
        .containsOnly("{\"ack\":{\"partition\":1,\"offset\":5,\"id\":\"x\"}}");
  }

  @Test
  void writesAMessageAgainThatWasRefused() {
    Sender sender = sender(Acks.EACH);
    send(sender, "a", "1");
    handedOver.getFirst().onRefused(TOO_LARGE);
    loop.run();
    send(sender, "a", "1");
    assertThat(handedOver).hasSize(2);
  }

  @Test
  void anIdIsKnownForTheStreamThatItWasUsedFor() {
    Sender sender = sender(Acks.EACH);
    send(sender, "a", "1");
    Publication other =
        new Publication(REFUSED, form(), Acks.EACH, OnFull.WAIT, Optional.empty(), Labels.NONE);
    loop.run(() -> sender.take(other, List.of(draft("b")), "1"));
    assertThat(handedOver).extracting(Entry::stream).containsExactly(READINGS, REFUSED);
  }

  @Test
  void isNotReadWhileTooMuchWaitsThatIsNotWritten() {
    Sender sender = sender(Acks.EACH);
    send(sender, "a", "1");
    for (int i = 0; i < 100 && !line.paused; i++) {
      send(sender, "a", "1");
      loop.run(() -> sender.refuse(publication(Acks.EACH), TOO_LARGE, null));
    }
    assertThat(line.paused).isTrue();
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isLessThan(2_000);
    written(0, 0, 0);
    assertThat(line.paused).isFalse();
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isZero();
  }

  @Test
  void aSenderThatComesWhileAllHaveTooMuchIsNotReadYet() {
    Sender first = new Sender(intake, new MemoryLine(), Acks.NONE, OnFull.WAIT);
    send(first, "x".repeat(3_000), null);
    MemoryLine late = new MemoryLine();
    Sender second = new Sender(intake, late, Acks.NONE, OnFull.WAIT);
    assertThat(second.isPaused()).isTrue();
    written(0, 0, 0);
    assertThat(second.isPaused()).isFalse();
  }

  @Test
  void tellsOfWhatIsCountedBeforeTheEnd() {
    Sender sender = sender(new Acks(100));
    send(sender, "a", "1");
    loop.run(() -> intake.finish());
    written(0, 0, 4);
    assertThat(line.told).containsExactly("{\"ack\":{\"count\":1,\"offsets\":{\"0\":4},\"id\":1}}");
  }

  @Test
  void forgetsOldIds() {
    Sender sender = sender(Acks.EACH);
    for (int id = 0; id <= settings.ids(); id++) {
      send(sender, "a", Integer.toString(id));
      written(id, 0, id);
    }
    send(sender, "a", "0");
    assertThat(handedOver).hasSize(settings.ids() + 2);
    send(sender, "a", "3");
    assertThat(handedOver).hasSize(settings.ids() + 2);
  }

  @Test
  void isNotReadWhileTooMuchIsUnacknowledgedAndThenIsAgain() {
    Sender sender = sender(Acks.NONE);
    while (!line.paused) {
      send(sender, "0123456789", null);
    }
    assertThat(sender.unacknowledgedBytes()).isBetween(1_000L, 1_200L);
    assertThat(count(Metric.PAUSED_SESSIONS)).isEqualTo(1);
    int half = handedOver.size() / 2;
    for (int i = 0; i < half; i++) {
      written(i, 0, i);
    }
    assertThat(line.paused).isTrue();
    written(half, 0, half);
    assertThat(line.paused).isFalse();
    assertThat(count(Metric.PAUSED_SESSIONS)).isZero();
  }

  @Test
  void nobodyIsReadWhileAllTogetherHaveTooMuch() {
    List<MemoryLine> lines = new ArrayList<>();
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      MemoryLine each = new MemoryLine();
      lines.add(each);
      senders.add(new Sender(intake, each, Acks.NONE, OnFull.WAIT));
    }
    for (int i = 0; lines.stream().anyMatch(each -> !each.paused); i = (i + 1) % 5) {
      if (!lines.get(i).paused) {
        send(senders.get(i), "0123456789", null);
      }
    }
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isBetween(3_000L, 4_000L);
    assertThat(count(Metric.PAUSED_SESSIONS)).isEqualTo(5);
    for (int i = 0; i < handedOver.size(); i++) {
      written(i, 0, i);
    }
    // one at a time, since there is little room
    assertThat(lines).anyMatch(each -> each.paused);
    loop.advance(Duration.ofMillis(4));
    assertThat(lines).noneMatch(each -> each.paused);
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isZero();
  }

  @Test
  void tellsThoseWhoPreferToKnowThatItIsBusy() {
    Sender sender = new Sender(intake, line, Acks.EACH, OnFull.REFUSE);
    for (int i = 0; i < 20; i++) {
      send(sender, "0123456789", Integer.toString(i));
    }
    int taken = handedOver.size();
    assertThat(taken).isLessThan(20);
    assertThat(line.paused).isFalse();
    for (int i = 0; i < taken; i++) {
      written(i, 0, i);
    }
    assertThat(line.told).hasSize(20);
    assertThat(line.told.get(taken)).startsWith("{\"error\":{\"code\":\"busy\"");
    send(sender, "0123456789", "19");
    assertThat(handedOver).hasSize(taken + 1);
  }

  @Test
  void isNotReadWhileItDoesNotReadWhatItIsTold() {
    Sender sender = sender(Acks.EACH);
    line.full = true;
    send(sender, "a", null);
    assertThat(line.paused).isTrue();
    written(0, 0, 0);
    assertThat(line.paused).isTrue();
    line.full = false;
    loop.run(sender::onDrained);
    assertThat(line.paused).isFalse();
  }

  @Test
  void keepsWhatWasRefusedWhereTheLinkSaysSo() {
    Sender sender = sender(Acks.EACH);
    loop.run(() -> sender.refuse(keeping(), TOO_LARGE, null, utf8("what"), List.of()));
    Entry copy = handedOver.getFirst();
    assertThat(copy.stream()).isEqualTo(REFUSED);
    assertThat(copy.value()).isEqualTo(utf8("what"));
    assertThat(headers(copy))
        .containsExactly(
            "weir.refused.stream=readings",
            "weir.refused.code=record_too_large",
            "weir.refused.reason=too large");
    assertThat(line.told).isEmpty();
    written(0, 0, 0);
    assertThat(line.told).hasSize(1);
    assertThat(count(Metric.RECORDS_IN)).isZero();
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isZero();
  }

  @Test
  void keepsWhatTheLogHasRefusedWithItsKeyAndTheBeginningOfALargeValue() {
    Sender sender = sender(Acks.EACH);
    Draft large = new Draft(utf8("k"), new byte[100_000], List.of(), 0);
    loop.run(() -> sender.take(keeping(), List.of(large), null));
    handedOver.getFirst().onRefused(TOO_LARGE);
    loop.run();
    assertThat(line.told).isEmpty();

    Entry copy = handedOver.get(1);
    assertThat(copy.stream()).isEqualTo(REFUSED);
    assertThat(copy.key()).isEqualTo(utf8("k"));
    assertThat(copy.value()).hasSize(64 << 10);
    assertThat(headers(copy))
        .contains("weir.refused.code=record_too_large", "weir.refused.bytes=100000");
    written(1, 0, 0);
    assertThat(line.told).singleElement().asString().contains("record_too_large");
    assertThat(count(Metric.RECORDS_REFUSED)).isEqualTo(1);
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isZero();
  }

  @Test
  void isDoneWithWhatIsRefusedThoughItsCopyIsRefusedToo() {
    Sender sender = sender(Acks.EACH);
    loop.run(() -> sender.take(keeping(), List.of(draft("a"), draft("b")), null));
    handedOver.getFirst().onRefused(TOO_LARGE);
    handedOver.get(1).onRefused(TOO_LARGE);
    loop.run();
    handedOver.get(2).onRefused(TOO_LARGE);
    loop.run();
    assertThat(line.told).isEmpty();
    written(3, 0, 0);
    assertThat(handedOver).hasSize(4);
    assertThat(line.told).hasSize(1);
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isZero();
  }

  private static Publication keeping() {
    return new Publication(
        READINGS, form(), Acks.EACH, OnFull.WAIT, Optional.of(REFUSED), Labels.NONE);
  }

  private static List<String> headers(Entry entry) {
    return entry.headers().stream()
        .map(header -> header.name() + "=" + new String(header.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void whatIsTakenInIsCountedThoughItsSenderHasGone() {
    Sender sender = sender(Acks.EACH);
    send(sender, "a", "1");
    loop.run(sender::onClosed);
    written(0, 0, 0);
    assertThat(line.told).isEmpty();
    assertThat(count(Metric.RECORDS_IN)).isEqualTo(1);
    assertThat(count(Metric.UNACKNOWLEDGED_BYTES)).isZero();
  }

  @Test
  void finishesWhenAllIsToldAndReadsNothingMeanwhile() {
    Sender sender = sender(Acks.EACH);
    send(sender, "a", "1");
    List<CompletableFuture<@Nullable Void>> finished = new ArrayList<>();
    loop.run(() -> finished.add(intake.finish()));
    assertThat(line.paused).isTrue();
    assertThat(finished.getFirst()).isNotDone();
    written(0, 0, 0);
    assertThat(finished.getFirst()).isDone();
    assertThat(line.told).hasSize(1);
    assertThat(line.paused).isTrue();
  }

  @Test
  void acknowledgesAMessageOfManyRecordsAsOne() {
    Sender sender = sender(Acks.EACH);
    loop.run(
        () ->
            sender.take(publication(Acks.EACH), List.of(draft("a"), draft("b"), draft("c")), "9"));
    written(2, 1, 4);
    written(0, 0, 8);
    assertThat(line.told).isEmpty();
    written(1, 0, 9);
    loop.run(() -> sender.take(publication(Acks.EACH), List.of(), null));
    assertThat(line.told)
        .containsExactly(
            "{\"ack\":{\"count\":3,\"offsets\":{\"0\":9,\"1\":4},\"id\":9}}",
            "{\"ack\":{\"count\":0,\"offsets\":{}}}");
  }

  private Sender sender(Acks acks) {
    return new Sender(intake, line, acks, OnFull.WAIT);
  }

  private void send(Sender sender, String value, @Nullable String id) {
    loop.run(() -> sender.take(publication(Acks.EACH), List.of(draft(value)), id));
  }

  private void written(int entry, int partition, long offset) {
    handedOver.get(entry).onWritten(partition, offset);
    loop.run();
  }

  private static Publication publication(Acks acks) {
    return new Publication(READINGS, form(), acks, OnFull.WAIT, Optional.empty(), Labels.NONE);
  }

  private static RecordForm form() {
    return new RecordForm(
        Format.JSON,
        Split.NONE,
        new KeyFrom.Nowhere(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Draft draft(String value) {
    return new Draft(null, utf8(value), List.of(), 0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long count(Metric metric) {
    return metrics.read(metric).values().stream().mapToLong(Long::longValue).sum();
  }

  private static final class MemoryLine implements Line {
    private final List<String> told = new ArrayList<>();
    private final List<String> queued = new ArrayList<>();
    private boolean paused;
    private boolean full;

    @Override
    public void tell(String json) {
      queued.add(json);
    }

    @Override
    public void flush() {
      told.addAll(queued);
      queued.clear();
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public void pause() {
      assertThat(paused).isFalse();
      paused = true;
    }

    @Override
    public void resume() {
      assertThat(paused).isTrue();
      paused = false;
    }
  }
}
