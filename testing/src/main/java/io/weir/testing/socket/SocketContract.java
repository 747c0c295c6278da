package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.access.Principal;
import io.weir.engine.frame.Framing;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Socket} does, in memory and over a network, on whichever wire. What a peer can
 * say is up to {@link WebSocketContract} and {@link ResponseContract}.
 */
public abstract class SocketContract {
  private static final int MAX_ROUNDS = 10_000;

  private SocketHarness harness;
  private ContractConnection connection;

  final ContractConnection connection() {
    return connection;
  }

  /** Returns when the condition holds, and fails if it does not within a few seconds. */
  final void await(String what, BooleanSupplier condition) {
    harness.await(what, condition);
  }

  /** A harness for one test, which closes it. */
  protected abstract SocketHarness harness();

  @BeforeEach
  void connect() {
    harness = harness();
    connection = new ContractConnection(harness);
  }

  @AfterEach
  void end() {
    try {
      assertThat(connection.violation()).isNull();
      assertThat(connection.heardAfterEnd()).isFalse();
      assertThat(connection.closed()).isLessThanOrEqualTo(1);
    } finally {
      harness.close();
    }
  }

  /** And the same before as after the handshake, which every test checks. */
  @Test
  void knowsWhoOpenedIt() {
    assertThat(connection.opener().address()).isNotEmpty();
    assertThat(connection.opener().principal()).isEqualTo(Principal.ANONYMOUS);
  }

  @Test
  void sendsBytesInTheOrderOfTheWrites() {
    String[] texts = IntStream.range(0, 200).mapToObj(i -> "message " + i).toArray(String[]::new);
    connection.write(texts);
    connection.write("last");

    List<WireFrame> frames = connection.awaitFrames(201);
    assertThat(frames).extracting(WireFrame::text).startsWith(texts).endsWith("last");
  }

  @Test
  void sendsOnlyTheRangeThatWasWritten() {
    connection.on(
        socket -> {
          FrameBuffer one = text("one");
          FrameBuffer two = text("two");
          int size = one.bytes().capacity();
          FrameBuffer both = harness.memory().allocate(2 * size);
          both.bytes().put(0, one.bytes(), 0, size).put(size, two.bytes(), 0, size);
          socket.write(both, size, 2 * size);
          socket.write(both, 0, size);
          socket.flush();
          one.release();
          two.release();
          both.release();
        });

    assertThat(connection.awaitFrames(2)).extracting(WireFrame::text).containsExactly("two", "one");
  }

  private FrameBuffer text(String text) {
    return Framing.text(harness.memory(), harness.wire(), bytes(text));
  }

  @Test
  void keepsBuffersAsLongAsItNeedsThem() {
    connection.peer().pause();
    int count = fill();
    connection.peer().resume();

    List<WireFrame> frames = connection.awaitFrames(count);
    for (int i = 0; i < count; i++) {
      assertThat(frames.get(i).text()).isEqualTo(chunk(i));
    }
  }

  @Test
  void tellsWhatIsUnsentWhileThePeerDoesNotRead() {
    assertThat(connection.unsentBytes()).isZero();
    connection.peer().pause();
    fill();
    long before = connection.unsentBytes();
    connection.write("x".repeat(10_000));
    assertThat(connection.unsentBytes()).isGreaterThanOrEqualTo(before + 10_000);

    connection.peer().resume();
    harness.await("everything is sent", () -> connection.unsentBytes() == 0);
  }

  @Test
  void tellsEachTimeThatMostOfWhatWasMuchHasGone() {
    for (int times = 1; times <= 2; times++) {
      connection.peer().pause();
      fillMuch();
      int before = connection.drained();
      connection.peer().resume();
      harness.await("told", () -> connection.drained() > before);
      harness.await("everything is sent", () -> connection.unsentBytes() == 0);

      connection.write("little");
      harness.await("that, too", () -> connection.unsentBytes() == 0);
      assertThat(connection.drained()).isEqualTo(before + 1);
    }
  }

  @Test
  void doesNotTellOfWhatHasGoneOnceItCloses() {
    connection.peer().pause();
    fillMuch();
    connection.close(1012, "restart");
    connection.peer().resume();

    harness.await("a close frame", () -> connection.hasFrame(WireFrame.CLOSE));
    assertThat(connection.drained()).isZero();
  }

  @Test
  void closesWithCodeAndReasonBehindTheData() {
    connection.write("a", "b");
    connection.close(4002, "idle");

    List<WireFrame> frames = connection.awaitFrames(3);
    assertThat(frames).extracting(WireFrame::opcode).containsExactly(1, 1, 8);
    assertThat(frames.getLast().closeCode()).isEqualTo(4002);
    assertThat(frames.getLast().closeReason()).isEqualTo("idle");
  }

  @Test
  void closesBehindDataThatThePeerHasNotRead() {
    connection.peer().pause();
    int count = fill();
    connection.close(1012, "restart");
    connection.peer().resume();

    List<WireFrame> frames = connection.awaitFrames(count + 1);
    assertThat(frames.getLast().closeCode()).isEqualTo(1012);
  }

  @Test
  void closesAheadOfFramesOfWhichNothingWasSent() {
    connection.peer().pause();
    int count = fill();
    connection.write("unsent", "unsent");
    connection.closeAhead(4250, "slow");
    connection.peer().resume();
    harness.await("a close frame", () -> connection.hasFrame(WireFrame.CLOSE));

    List<WireFrame> frames = connection.frames();
    assertThat(frames.getLast().closeCode()).isEqualTo(4250);
    assertThat(frames.size() - 1).isLessThanOrEqualTo(count);
    for (int i = 0; i < frames.size() - 1; i++) {
      assertThat(frames.get(i).text()).isEqualTo(chunk(i));
    }
  }

  @Test
  void cutsReasonsAtACharacterWithin123Bytes() {
    connection.close(4000, "x" + "ä".repeat(100));

    assertThat(connection.awaitFrames(1).getFirst().closeReason()).isEqualTo("x" + "ä".repeat(61));
  }

  @Test
  void sendsNothingBehindTheCloseFrame() {
    connection.close(1000, "done");
    connection.write("late");
    connection.close(1001, "later");
    connection.on(Socket::ping);
    connection.awaitFrames(1);
    connection.peer().send(WireFrame.clientClose(1000, ""));
    connection.awaitClosed();
    harness.await("the connection has ended", connection.peer()::ended);

    assertThat(connection.frames()).extracting(WireFrame::closeCode).containsExactly(1000);
  }

  @Test
  void endsWhenThePeerHasGone() {
    connection.peer().disconnect();

    connection.awaitClosed();
    connection.write("nobody is there");
    connection.close(1000, "");
    connection.on(Socket::ping);
    assertThat(connection.unsentBytes()).isZero();
  }

  @Test
  void endsWhenThePeerGoesWithUnsentData() {
    connection.peer().pause();
    fill();
    connection.peer().disconnect();

    connection.awaitClosed();
    assertThat(connection.unsentBytes()).isZero();
  }

  @Test
  void pingsBehindWhatWasWritten() {
    connection.write("first");
    connection.on(Socket::ping);

    WireFrame ping = connection.awaitFrames(2).getLast();
    assertThat(ping.opcode()).isEqualTo(WireFrame.PING);
    assertThat(ping.payload()).isEmpty();
  }

  @Test
  void seesThePeerAliveWhenBytesArrive() {
    long before = connection.socket().loop().nowNanos();
    harness.await("time passes", () -> connection.socket().loop().nowNanos() > before);
    connection.peer().send(WireFrame.client(WireFrame.PONG, new byte[0]));

    harness.await("the pong counts", () -> alive(connection.socket()) > before);
  }

  final long alive(Socket of) {
    long[] alive = new long[1];
    harness.run(of.loop(), () -> alive[0] = of.lastAliveNanos());
    return alive[0];
  }

  /** Writes until the kernel takes no more, and much beyond. */
  private void fillMuch() {
    fill();
    while (connection.unsentBytes() <= 2 * Socket.MUCH_UNSENT_BYTES) {
      connection.write(chunk(0));
    }
  }

  /** Writes until the kernel takes no more; returns how many frames that were. */
  private int fill() {
    for (int i = 0; i < MAX_ROUNDS; i++) {
      connection.write(chunk(i));
      if ((i + 1L) * chunk(0).length() > harness.kernelBytes() && connection.unsentBytes() > 0) {
        return i + 1;
      }
    }
    throw new AssertionError("the kernel takes everything");
  }

  private static String chunk(int index) {
    return String.format("%08d", index).repeat(2_048);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
