package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.access.Principal;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Socket} does, in memory and over a network. */
public abstract class SocketContract {
  private static final int MAX_ROUNDS = 10_000;

  private SocketHarness harness;
  private ContractConnection connection;

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
          FrameBuffer one = FrameEncoder.text(harness.memory(), bytes("one"));
          FrameBuffer both = harness.memory().allocate(2 * one.bytes().capacity());
          both.bytes().put(0, one.bytes(), 0, one.bytes().capacity());
          both.bytes().put(5, WIRE_TWO);
          socket.write(both, 5, 10);
          socket.write(both, 0, 5);
          socket.flush();
          one.release();
          both.release();
        });

    assertThat(connection.awaitFrames(2)).extracting(WireFrame::text).containsExactly("two", "one");
  }

  private static final byte[] WIRE_TWO = {(byte) 0x81, 3, 't', 'w', 'o'};

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
  void endsOnceThePeerHasAnsweredTheClose() {
    connection.close(1012, "restart");
    connection.awaitFrames(1);
    assertThat(connection.closed()).isZero();
    connection.peer().send(WireFrame.clientClose(1012, ""));

    connection.awaitClosed();
    harness.await("the connection has ended", connection.peer()::ended);
  }

  @Test
  void answersThePeersCloseWithItsCode() {
    connection.peer().send(WireFrame.clientClose(4321, "bye"));

    assertThat(connection.awaitFrames(1).getFirst().closeCode()).isEqualTo(4321);
    connection.awaitClosed();
    harness.await("the connection has ended", connection.peer()::ended);
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
  void bringsTextAndBinaryMessages() {
    connection.peer().send(WireFrame.clientText("grüße"));
    connection.peer().send(WireFrame.client(WireFrame.BINARY, new byte[] {0, -1}));
    connection.peer().send(WireFrame.clientText(""));
    harness.await("three messages", () -> connection.messages().size() == 3);

    assertThat(connection.messages())
        .extracting(RecordingHandler.Message::text)
        .containsExactly(true, false, true);
    assertThat(connection.messages())
        .extracting(RecordingHandler.Message::payload)
        .containsExactly(bytes("grüße"), new byte[] {0, -1}, new byte[0]);
  }

  @Test
  void bringsFragmentsAsOneMessage() {
    connection.peer().send(WireFrame.clientText("one ").notFinal());
    connection.peer().send(WireFrame.client(WireFrame.PING, bytes("between")));
    connection.peer().send(WireFrame.client(0, bytes("two ")).notFinal());
    connection.peer().send(WireFrame.client(0, bytes("three")));
    harness.await("a message", () -> connection.messages().size() == 1);

    assertThat(connection.messages().getFirst().payload()).isEqualTo(bytes("one two three"));
    assertThat(connection.awaitFrames(1).getFirst().opcode()).isEqualTo(WireFrame.PONG);
  }

  @Test
  void bringsMessagesHoweverTheirBytesAreCut() {
    for (byte each : WireFrame.clientText("x".repeat(300)).encode()) {
      connection.peer().send(new byte[] {each});
    }
    harness.await("a message", () -> connection.messages().size() == 1);
    assertThat(connection.messages().getFirst().payload()).hasSize(300);
  }

  @Test
  void bringsNoMessageOnceItCloses() {
    connection.close(1000, "");
    connection.peer().send(WireFrame.clientText("late"));
    connection.peer().send(WireFrame.clientClose(1000, ""));

    connection.awaitClosed();
    assertThat(connection.messages()).isEmpty();
  }

  @Test
  void answersAPingWithItsPayload() {
    connection.peer().send(WireFrame.client(WireFrame.PING, bytes("are you there?")));

    WireFrame pong = connection.awaitFrames(1).getFirst();
    assertThat(pong.opcode()).isEqualTo(WireFrame.PONG);
    assertThat(pong.text()).isEqualTo("are you there?");
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

  private long alive(Socket of) {
    long[] alive = new long[1];
    harness.run(of.loop(), () -> alive[0] = of.lastAliveNanos());
    return alive[0];
  }

  @Test
  void closesWithCode1007OnTextThatIsNotUtf8() {
    connection.peer().send(WireFrame.client(WireFrame.TEXT, new byte[] {(byte) 0xC0, 0x41}));

    assertThat(connection.awaitFrames(1).getFirst().closeCode()).isEqualTo(1007);
    connection.peer().disconnect();
    connection.awaitClosed();
    assertThat(connection.messages()).isEmpty();
  }

  @Test
  void closesWithCode1002OnAFrameThatIsNotMasked() {
    connection.peer().send(new WireFrame(0x81, false, bytes("bare")));

    assertThat(connection.awaitFrames(1).getFirst().closeCode()).isEqualTo(1002);
    connection.peer().disconnect();
    connection.awaitClosed();
    assertThat(connection.messages()).isEmpty();
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
