package io.weir.engine.link.in;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.SessionStatus;
import io.weir.engine.link.Sessions;
import io.weir.engine.link.Subscription;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that take in, as operators see and close them. */
@Timeout(60)
class InSessionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Stream READINGS =
      new Stream("readings", "readings", Format.BYTES, false, true);

  private final ManualLoop loop = new ManualLoop();
  private final Metrics metrics = new Metrics();
  private final MemoryLog log = new MemoryLog(1);
  private final List<Entry> handedOver = new ArrayList<>();
  private final Outs outs =
      new Outs(log, new HeapFrameMemory(), List.of(loop), OutSettings.DEFAULT, metrics);
  private final Ins ins =
      new Ins(
          handedOver::addAll, new HeapFrameMemory(), List.of(loop), InSettings.DEFAULT, metrics);
  private final Sessions sessions = outs.sessions().with(ins.sessions());

  @Test
  void tellsWhatCameAndWhatOfItIsNotAcknowledged() {
    MemoryPeer peer = connect(ins.publish(publication()));
    peer.send(WireFrame.clientText("three"));
    peer.send(WireFrame.clientText("more"));
    loop.run();
    handedOver.getFirst().onWritten(0, 0);
    loop.run();

    SessionStatus session = list().sessions().getFirst();
    assertThat(session.id()).isEqualTo("1-1");
    assertThat(session.direction()).isEqualTo("in");
    assertThat(session.listener()).isEqualTo("public");
    assertThat(session.stream()).isEqualTo("readings");
    assertThat(session.address()).isEqualTo("memory");
    assertThat(session.keys()).isEmpty();
    assertThat(session.received().messages()).isEqualTo(2);
    assertThat(session.received().bytes()).isEqualTo(9);
    assertThat(session.received().unacknowledged()).isBetween(4L, 1_000L);
  }

  @Test
  void closesOneWithItsOwnCodeAndForgetsIt() {
    MemoryPeer peer = connect(ins.publish(publication())).polite();
    ask(
        () -> {
          sessions.close("1-1", PATIENCE);
          return "closed";
        });
    assertThat(peer.close().map(WireFrame::closeCode)).hasValue(4003);
    assertThat(list().sessions()).isEmpty();
  }

  @Test
  void isTwoOfASocketThatIsReadAndWrittenTo() {
    log.createTopic("readings", 1);
    Subscription subscription =
        new Subscription(
            READINGS, KeyFilter.of(List.of()), FrameKind.VALUE, Labels.of("listener", "public"));
    connect(ins.beside(publication(), true, outs.subscribe(subscription)));
    assertThat(list().sessions())
        .extracting(SessionStatus::direction)
        .containsExactlyInAnyOrder("in", "out");
    assertThat(list().total()).isEqualTo(2);
  }

  @Test
  void countsALoopThatDoesNotAnswerOnce() {
    assertThat(sessions.list(1, Duration.ZERO).silentLoops()).isEqualTo(1);
  }

  /** Operators see these as links. */
  @Test
  void isNoneOfAPeerThatWasDialed() {
    connect(ins.tap(publication(), settled -> {}));
    assertThat(list().sessions()).isEmpty();
  }

  private MemoryPeer connect(Acceptor acceptor) {
    MemoryPeer peer = MemoryPeer.connect(loop, acceptor, 65_536);
    for (int i = 0; i < 5; i++) {
      loop.run();
      log.tail(READINGS).step(0);
    }
    return peer;
  }

  private static Publication publication() {
    RecordForm form =
        new RecordForm(
            Format.BYTES,
            Split.NONE,
            new KeyFrom.Nowhere(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new Publication(
        READINGS, form, Acks.EACH, OnFull.WAIT, Optional.empty(), Labels.of("listener", "public"));
  }

  private Sessions.Listing list() {
    return ask(() -> sessions.list(10, PATIENCE));
  }

  /** Asks on a thread of its own, since it waits for the loop, which moves here. */
  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(question);
    while (!answer.isDone()) {
      loop.run();
      Thread.onSpinWait();
    }
    return answer.join();
  }
}
