package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Socket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every socket does whose peer speaks frames of RFC 6455, too. */
public abstract class WebSocketContract extends SocketContract {

  @Test
  void endsOnceThePeerHasAnsweredTheClose() {
    connection().close(1012, "restart");
    connection().awaitFrames(1);
    assertThat(connection().closed()).isZero();
    connection().peer().send(WireFrame.clientClose(1012, ""));

    connection().awaitClosed();
    await("the connection has ended", connection().peer()::ended);
  }

  @Test
  void answersThePeersCloseWithItsCode() {
    connection().peer().send(WireFrame.clientClose(4321, "bye"));

    assertThat(connection().awaitFrames(1).getFirst().closeCode()).isEqualTo(4321);
    connection().awaitClosed();
    await("the connection has ended", connection().peer()::ended);
  }

  @Test
  void endsAtOnceIfItIsCutThoughThePeerDoesNotAnswer() {
    connection().close(1012, "restart");
    connection().awaitFrames(1);
    connection().on(Socket::cut);

    connection().awaitClosed();
    await("the connection has ended", connection().peer()::ended);
  }

  @Test
  void bringsTextAndBinaryMessages() {
    connection().peer().send(WireFrame.clientText("grüße"));
    connection().peer().send(WireFrame.client(WireFrame.BINARY, new byte[] {0, -1}));
    connection().peer().send(WireFrame.clientText(""));
    await("three messages", () -> connection().messages().size() == 3);

    assertThat(connection().messages())
        .extracting(RecordingHandler.Message::text)
        .containsExactly(true, false, true);
    assertThat(connection().messages())
        .extracting(RecordingHandler.Message::payload)
        .containsExactly(bytes("grüße"), new byte[] {0, -1}, new byte[0]);
  }

  @Test
  void bringsFragmentsAsOneMessage() {
    connection().peer().send(WireFrame.clientText("one ").notFinal());
    connection().peer().send(WireFrame.client(WireFrame.PING, bytes("between")));
    connection().peer().send(WireFrame.client(0, bytes("two ")).notFinal());
    connection().peer().send(WireFrame.client(0, bytes("three")));
    await("a message", () -> connection().messages().size() == 1);

    assertThat(connection().messages().getFirst().payload()).isEqualTo(bytes("one two three"));
    assertThat(connection().awaitFrames(1).getFirst().opcode()).isEqualTo(WireFrame.PONG);
  }

  @Test
  void bringsMessagesHoweverTheirBytesAreCut() {
    byte[] frame = connection().peer().encode(WireFrame.clientText("x".repeat(300)));
    for (byte each : frame) {
      connection().peer().send(new byte[] {each});
    }
    await("a message", () -> connection().messages().size() == 1);
    assertThat(connection().messages().getFirst().payload()).hasSize(300);
  }

  @Test
  void bringsNoMessageOnceItCloses() {
    connection().close(1000, "");
    connection().peer().send(WireFrame.clientText("late"));
    connection().peer().send(WireFrame.clientClose(1000, ""));

    connection().awaitClosed();
    assertThat(connection().messages()).isEmpty();
  }

  @Test
  void answersAPingWithItsPayload() {
    connection().peer().send(WireFrame.client(WireFrame.PING, bytes("are you there?")));

    WireFrame pong = connection().awaitFrames(1).getFirst();
    assertThat(pong.opcode()).isEqualTo(WireFrame.PONG);
    assertThat(pong.text()).isEqualTo("are you there?");
  }

  @Test
  void pingsWithANumberBehindWhatWasWrittenAndHearsItBack() {
    connection().on(socket -> socket.ping(0x0102030405060708L));
    connection().write("flushed with it");
    WireFrame ping = connection().awaitFrames(2).getFirst();
    assertThat(ping.opcode()).isEqualTo(WireFrame.PING);
    assertThat(ping.payload()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);

    connection().peer().send(WireFrame.client(WireFrame.PONG, bytes("unasked")));
    connection().peer().send(WireFrame.client(WireFrame.PONG, ping.payload()));
    await("the pong", () -> !connection().pongs().isEmpty());
    assertThat(connection().pongs()).containsExactly(0x0102030405060708L);
  }

  @Test
  void tellsWhatThePeersCloseFrameSays() {
    connection().peer().send(WireFrame.clientClose(4321, "bye"));
    connection().awaitClosed();

    assertThat(connection().closeFrames()).containsExactly(new CloseReason(4321, "bye"));
  }

  @Test
  void tellsOfACloseFrameWithoutACode() {
    connection().peer().send(WireFrame.client(WireFrame.CLOSE, new byte[0]));
    connection().awaitClosed();

    assertThat(connection().closeFrames()).containsExactly(new CloseReason(1005, ""));
  }

  @Test
  void tellsOfNoCloseFrameWhereThereWasNoneOrOnlyAnAnswer() {
    connection().close(1012, "restart");
    connection().awaitFrames(1);
    connection().peer().send(WireFrame.clientClose(1012, "ok"));
    connection().awaitClosed();

    assertThat(connection().closeFrames()).isEmpty();
  }

  @Test
  void handsOverNothingBehindTheMessageThatPausesIt() {
    pauseAtTheFirstOf("a", "b", "c");
    assertThat(connection().messages()).hasSize(1);

    connection().on(Socket::resume);
    awaitTexts("a", "b", "c");
  }

  @Test
  void pausesAnewWhileItReadsOn() {
    pauseAtTheFirstOf("a", "b", "c");
    connection().pauseAt(2);
    connection().on(Socket::resume);
    awaitTexts("a", "b");
    connection().on(socket -> {}); // the loop has come back
    assertThat(connection().messages()).hasSize(2);

    connection().on(Socket::resume);
    awaitTexts("a", "b", "c");
  }

  @Test
  void staysPausedIfItIsPausedAgainAtOnce() {
    pauseAtTheFirstOf("a", "b");
    connection()
        .on(
            socket -> {
              socket.resume();
              socket.pause();
            });
    connection().on(socket -> {});
    assertThat(connection().messages()).hasSize(1);

    connection().on(Socket::resume);
    awaitTexts("a", "b");
  }

  @Test
  void readsOnFromThePeerAfterAPause() {
    pauseAtTheFirstOf("a");
    connection().on(Socket::resume);
    connection().peer().send(WireFrame.clientText("later"));
    awaitTexts("a", "later");
  }

  @Test
  void handsOverWhatCameBeforeThePeerEndedItsSide() {
    pauseAtTheFirstOf("a", "b", "c");
    connection().peer().endOutput();
    connection().on(socket -> {});
    assertThat(connection().closed()).isZero();

    connection().on(Socket::resume);
    awaitTexts("a", "b", "c");
    connection().awaitClosed();
  }

  @Test
  void endsAPausedSocketThatIsClosed() {
    pauseAtTheFirstOf("a", "b");
    connection().close(1012, "restart");
    connection().awaitFrames(1);
    connection().peer().send(WireFrame.clientClose(1012, ""));

    connection().awaitClosed();
    assertThat(connection().messages()).hasSize(1);
  }

  @Test
  void countsAPausedPeerAsAlive() {
    connection().on(Socket::pause);
    long before = connection().socket().loop().nowNanos();
    await("time passes", () -> connection().socket().loop().nowNanos() > before);

    assertThat(alive(connection().socket())).isGreaterThan(before);
  }

  /** In one piece, so that all of them arrive before the first is handed over. */
  private void pauseAtTheFirstOf(String... texts) {
    connection().pauseAt(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String text : texts) {
      bytes.writeBytes(connection().peer().encode(WireFrame.clientText(text)));
    }
    connection().peer().send(bytes.toByteArray());
    await("the first", () -> !connection().messages().isEmpty());
    connection().on(socket -> {}); // what was to be handed over in the same task has been
  }

  private void awaitTexts(String... texts) {
    await(texts.length + " messages", () -> connection().messages().size() >= texts.length);
    assertThat(connection().messages())
        .extracting(message -> new String(message.payload(), StandardCharsets.UTF_8))
        .containsExactly(texts);
  }

  @Test
  void closesWithCode1007OnTextThatIsNotUtf8() {
    connection().peer().send(WireFrame.client(WireFrame.TEXT, new byte[] {(byte) 0xC0, 0x41}));

    assertThat(connection().awaitFrames(1).getFirst().closeCode()).isEqualTo(1007);
    connection().peer().disconnect();
    connection().awaitClosed();
    assertThat(connection().messages()).isEmpty();
  }

  @Test
  void closesWithCode1002OnAFrameThatIsNotMaskedAsItHasToBe() {
    boolean masked = !connection().peer().masks();
    connection().peer().send(new WireFrame(0x81, masked, bytes("odd")).encode());

    assertThat(connection().awaitFrames(1).getFirst().closeCode()).isEqualTo(1002);
    connection().peer().disconnect();
    connection().awaitClosed();
    assertThat(connection().messages()).isEmpty();
  }
}
