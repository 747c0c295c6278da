package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

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
    for (byte each : WireFrame.clientText("x".repeat(300)).encode()) {
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
  void closesWithCode1007OnTextThatIsNotUtf8() {
    connection().peer().send(WireFrame.client(WireFrame.TEXT, new byte[] {(byte) 0xC0, 0x41}));

    assertThat(connection().awaitFrames(1).getFirst().closeCode()).isEqualTo(1007);
    connection().peer().disconnect();
    connection().awaitClosed();
    assertThat(connection().messages()).isEmpty();
  }

  @Test
  void closesWithCode1002OnAFrameThatIsNotMasked() {
    connection().peer().send(new WireFrame(0x81, false, bytes("bare")));

    assertThat(connection().awaitFrames(1).getFirst().closeCode()).isEqualTo(1002);
    connection().peer().disconnect();
    connection().awaitClosed();
    assertThat(connection().messages()).isEmpty();
  }
}
