package io.weir.engine.link.in;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.ManualLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Peers that are told nothing: what they sent is done with here. */
class QuietLineTest {
  private static final Stream REFUSED =
      new Stream("refused", "refused", Format.BYTES, false, false);
  private static final Stream PRICES = new Stream("prices", "prices", Format.BYTES, false, true);

  private final ManualLoop loop = new ManualLoop();
  private final List<Entry> handedOver = new ArrayList<>();
  private final List<Long> settled = new ArrayList<>();
  private final List<Refusal> failures = new ArrayList<>();
  private final Sender sender =
      new Sender(
          new Intake(loop, 1, handedOver::addAll, InSettings.DEFAULT, new Metrics()),
          new QuietLine(new Wall(), settled::add, failures::add),
          Acks.EACH,
          OnFull.WAIT);

  @Test
  void hearsOfMessagesInTheirOrder() {
    send(3);
    written(1);
    assertThat(settled).isEmpty();
    written(0);
    assertThat(settled).containsExactly(1L, 2L);
  }

  @Test
  void hearsOnWhenThePeerHasGone() {
    send(2);
    loop.run(sender::onClosed);
    written(0);
    written(1);
    assertThat(settled).containsExactly(1L, 2L);
  }

  @Test
  void isDoneWithWhatIsNeverTaken() {
    send(2);
    handedOver.getFirst().onRefused(new Refusal(ErrorCode.RECORD_TOO_LARGE, "too large"));
    written(1);
    assertThat(settled).containsExactly(1L, 2L);
    assertThat(failures).isEmpty();
  }

  @Test
  void isNotDoneWithWhatMayBeTakenLater() {
    send(3);
    written(0);
    Refusal missing = new Refusal(ErrorCode.TOPIC_NOT_FOUND, "no topic");
    handedOver.get(1).onRefused(missing);
    loop.run();
    written(2);
    assertThat(settled).containsExactly(1L);
    assertThat(failures).containsExactly(missing);
  }

  /** Or the feed would go on behind it, and a copy that was on its way be lost. */
  @Test
  void isDoneWithWhatIsRefusedOnceItsCopyIsThere() {
    Refusal invalid = new Refusal(ErrorCode.INVALID_RECORD, "no JSON");
    Publication keeping = publication(Optional.of(REFUSED));
    loop.run(() -> sender.refuse(keeping, invalid, null, new byte[] {1}, List.of()));
    send(keeping);
    written(1);
    assertThat(settled).isEmpty();
    written(0);
    assertThat(settled).containsExactly(1L, 2L);

    send(keeping);
    handedOver.get(2).onRefused(new Refusal(ErrorCode.RECORD_TOO_LARGE, "too large"));
    loop.run();
    assertThat(settled).hasSize(2);
    written(3);
    assertThat(settled).containsExactly(1L, 2L, 3L);
    assertThat(failures).isEmpty();
  }

  @Test
  void keepsNoCopyOfWhatMayBeTakenLater() {
    send(publication(Optional.of(REFUSED)));
    handedOver.getFirst().onRefused(new Refusal(ErrorCode.TOPIC_NOT_FOUND, "no topic"));
    loop.run();
    assertThat(handedOver).hasSize(1);
    assertThat(failures).hasSize(1);
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      send(publication(Optional.empty()));
    }
  }

  private void send(Publication publication) {
    Draft draft = new Draft(null, new byte[] {1}, List.of(), 0);
    loop.run(() -> sender.take(publication, List.of(draft), null));
  }

  private static Publication publication(Optional<Stream> refused) {
    RecordForm form =
        new RecordForm(
            Format.BYTES,
            Split.NONE,
            new KeyFrom.Nowhere(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new Publication(PRICES, form, Acks.EACH, OnFull.WAIT, refused, Labels.NONE);
  }

  private void written(int entry) {
    handedOver.get(entry).onWritten(0, entry);
    loop.run();
  }

  /** Nobody is told anything there. */
  private static final class Wall implements Line {
    @Override
    public void tell(String json) {
      throw new AssertionError(json);
    }

    @Override
    public void flush() {}

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}
  }
}
