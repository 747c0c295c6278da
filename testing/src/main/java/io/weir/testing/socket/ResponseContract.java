package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every socket does whose peer only listens, to events or lines of a response. */
public abstract class ResponseContract extends SocketContract {
  private static final int BODY_BYTES = 64 << 10;

  @Test
  void endsByItselfOnceItHasClosed() {
    connection().close(1012, "restart");
    await("the connection has ended", connection().peer()::ended);
    connection().awaitClosed();

    assertThat(connection().frames()).extracting(WireFrame::closeCode).containsExactly(1012);
  }

  @Test
  void ignoresWhatComesFromThePeer() {
    connection().peer().send(new byte[BODY_BYTES]);
    connection().peer().send(WireFrame.clientText("hello?"));

    assertThat(connection().awaitFrames(1).getFirst().closeCode()).isEqualTo(1009);
    assertThat(connection().messages()).isEmpty();
  }

  @Test
  void takesABodyOfTheRequestForNothing() {
    connection().peer().send(new byte[BODY_BYTES]);
    connection().write("all is well");

    assertThat(connection().awaitFrames(1).getFirst().text()).isEqualTo("all is well");
    assertThat(connection().messages()).isEmpty();
  }

  @Test
  void writesAnyTextAsOneFrame() {
    connection().write("", "x".repeat(100_000), "grüße");

    assertThat(connection().awaitFrames(3)).extracting(WireFrame::opcode).containsOnly(1);
    assertThat(connection().frames().getLast().text()).isEqualTo("grüße");
  }
}
