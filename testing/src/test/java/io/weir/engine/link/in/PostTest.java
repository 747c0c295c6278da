package io.weir.engine.link.in;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.access.Principal;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.listener.Exchange;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.ManualLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostTest {
  private static final int MAX_RECORD_BYTES = 1_000;
  private static final InSettings SETTINGS = new InSettings(1_000, 4_000, 3);

  private final ManualLoop loop = new ManualLoop();
  private final Metrics metrics = new Metrics();
  private final List<Entry> handedOver = new ArrayList<>();
  private final Intake intake =
      new Intake(loop, 1, entries -> handedOver.addAll(entries), SETTINGS, metrics);

  @Test
  void writesTheLinesOnceAllAreHereAndAnswersInTheirOrder() {
    MemoryExchange exchange = new MemoryExchange();
    Post post = post(exchange);
    send(post, "1\n\nno ");
    send(post, "JSON\r\n3");
    assertThat(handedOver).isEmpty();
    end(post);
    assertThat(handedOver).extracting(PostTest::text).containsExactly("1", "3");
    handedOver.get(1).onWritten(0, 8);
    loop.run();
    assertThat(exchange.answers).isEmpty();
    handedOver.getFirst().onWritten(0, 7);
    loop.run();
    assertThat(exchange.answers)
        .singleElement()
        .asString()
        .matches(
            "\\{\"results\":\\[\\{\"partition\":0,\"offset\":7},\\{\"error\":\\{.*}},"
                + "\\{\"partition\":0,\"offset\":8}]}");
    assertNothingIsHeld();
  }

  @Test
  void writesNothingOfWhatHasTooManyRecords() {
    MemoryExchange exchange = new MemoryExchange();
    Post post = post(exchange);
    for (int i = 0; i < Post.MAX_RECORDS; i++) {
      send(post, "1\n");
    }
    assertThat(exchange.refusals).isEmpty();
    send(post, "1");
    end(post);
    assertThat(exchange.refusals).containsExactly(ErrorCode.MESSAGE_TOO_BIG);
    assertThat(handedOver).isEmpty();
    assertNothingIsHeld();
  }

  @Test
  void writesNothingOfWhatHasARecordThatIsTooLarge() {
    MemoryExchange exchange = new MemoryExchange();
    Post post = post(exchange);
    send(post, "1\n");
    send(post, "2".repeat(MAX_RECORD_BYTES + 1));
    end(post);
    assertThat(exchange.refusals).containsExactly(ErrorCode.MESSAGE_TOO_BIG);
    assertThat(handedOver).isEmpty();
    assertNothingIsHeld();
  }

  @Test
  void writesNothingOfWhatIsCutOff() {
    MemoryExchange exchange = new MemoryExchange();
    Post post = post(exchange);
    send(post, "1\n2\n");
    loop.run(post::onGone);
    assertThat(handedOver).isEmpty();
    assertThat(exchange.refusals).isEmpty();
    assertNothingIsHeld();
  }

  /** What others send slowly makes nobody wait for ever, and memory is bounded. */
  @Test
  void refusesWhatComesWhileOthersHoldTooMuchThoughNotTheOneThatIsAlone() {
    Bodies.Share large = intake.bodies().share();
    assertThat(large.add(Bodies.TOTAL_BYTES)).isTrue();
    assertThat(large.add(1)).isTrue();

    MemoryExchange second = new MemoryExchange();
    Post other = post(second);
    send(other, "2\n");
    end(other);
    assertThat(second.refusals).containsExactly(ErrorCode.BUSY);
    assertThat(handedOver).isEmpty();

    large.release();
    MemoryExchange third = new MemoryExchange();
    send(post(third), "3\n");
    assertThat(third.refusals).isEmpty();
  }

  @Test
  void refusesAsAWholeWhenThereIsNoRoomAndTheSenderWouldRatherKnow() {
    Sender other = new Sender(intake, new Quiet(), Acks.EACH, OnFull.WAIT);
    MemoryExchange exchange = new MemoryExchange();
    Post post = post(exchange, OnFull.REFUSE);
    send(post, "1\n2\n");
    loop.run(
        () -> {
          Draft large = new Draft(null, new byte[4_000], List.of(), 0);
          other.take(publication(OnFull.WAIT), List.of(large), null);
        });
    end(post);
    assertThat(exchange.refusals).containsExactly(ErrorCode.BUSY);
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void refusesNoRecordForTheRoomOfASession() {
    MemoryExchange exchange = new MemoryExchange();
    Post post = post(exchange, OnFull.REFUSE);
    send(post, ("1".repeat(900) + "\n").repeat(3));
    end(post);
    assertThat(handedOver).hasSize(3);
    assertThat(exchange.refusals).isEmpty();
  }

  private Post post(MemoryExchange exchange) {
    return post(exchange, OnFull.WAIT);
  }

  private Post post(MemoryExchange exchange, OnFull onFull) {
    return new Post(publication(onFull), exchange, intake, true, MAX_RECORD_BYTES);
  }

  private static Publication publication(OnFull onFull) {
    RecordForm form =
        new RecordForm(
            Format.JSON,
            Split.NONE,
            new KeyFrom.Nowhere(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    Stream readings = new Stream("readings", "readings", Format.JSON, false, true);
    return new Publication(readings, form, Acks.EACH, onFull, Optional.empty(), Labels.NONE);
  }

  private void send(Post post, String part) {
    ByteBuffer bytes = ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8));
    loop.run(() -> post.onBytes(bytes));
  }

  private void end(Post post) {
    loop.run(post::onEnd);
  }

  private static String text(Entry entry) {
    return new String(Objects.requireNonNull(entry.value()), StandardCharsets.UTF_8);
  }

  private void assertNothingIsHeld() {
    assertThat(metrics.read(Metric.UNACKNOWLEDGED_BYTES).values()).allMatch(bytes -> bytes == 0);
    Bodies.Share share = intake.bodies().share();
    assertThat(share.add(Integer.MAX_VALUE)).isTrue();
    assertThat(intake.bodies().share().add(1)).isFalse();
    share.release();
  }

  private static final class Quiet implements Line {
    @Override
    public void tell(String json) {}

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

  private final class MemoryExchange implements Exchange {
    private final List<String> answers = new ArrayList<>();
    private final List<ErrorCode> refusals = new ArrayList<>();

    @Override
    public Loop loop() {
      return loop;
    }

    @Override
    public Opener opener() {
      return new Opener("memory", Principal.ANONYMOUS);
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void answer(String json) {
      answers.add(json);
    }

    @Override
    public void refuse(Refusal refusal) {
      refusals.add(refusal.code());
    }
  }
}
