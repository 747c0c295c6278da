package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.weir.testing.socket.WireFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Compressed messages from a client (RFC 7692), right and wrong, to an echo. */
class CompressionIT extends ServerTest {
  private static final int MAX_MESSAGE_BYTES = 100_000;
  private static final String OFFER =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

  @Override
  TestServer configure() {
    return new TestServer(1).maxMessageBytes(MAX_MESSAGE_BYTES);
  }

  private RawPeer negotiate() {
    RawPeer peer = server().connect().takingCompressed();
    peer.send(Requests.upgrade("/echo", OFFER));
    assertThat(peer.readHead())
        .startsWith("HTTP/1.1 101 ")
        .containsIgnoringCase(
            "sec-websocket-extensions: permessage-deflate; server_no_context_takeover;"
                + " client_no_context_takeover\r\n");
    return peer;
  }

  private static WireFrame text(int characters) {
    return WireFrame.clientText("x".repeat(characters)).deflated();
  }

  @Test
  void takesAndSendsCompressedMessages() {
    try (RawPeer peer = negotiate()) {
      for (int size : new int[] {0, 1, 300, MAX_MESSAGE_BYTES}) {
        peer.send(text(size));
        WireFrame echo = peer.readFrame();

        assertThat(echo.isCompressed()).as("%d characters", size).isTrue();
        assertThat(echo.inflated().text()).isEqualTo("x".repeat(size));
      }
    }
  }

  @Test
  void takesMessagesThatAreNotCompressedToo() {
    try (RawPeer peer = negotiate()) {
      peer.send(WireFrame.clientText("as it is"));
      assertThat(peer.readFrame().inflated().text()).isEqualTo("as it is");
    }
  }

  @Test
  void takesAMessageInFragments() {
    try (RawPeer peer = negotiate()) {
      byte[] whole = text(1000).payload();
      byte[] begin = Arrays.copyOf(whole, 5);
      byte[] rest = Arrays.copyOfRange(whole, 5, whole.length);
      peer.send(new WireFrame(0x41, true, begin)); // text, compressed, not final
      Script.run(peer, "> ping between", "< pong between");
      peer.send(new WireFrame(0x80, true, rest));

      assertThat(peer.readFrame().inflated().text()).isEqualTo("x".repeat(1000));
    }
  }

  @Test
  void endsSomebodyWhoseMessageInflatesBeyondTheLimit() {
    try (RawPeer peer = negotiate()) {
      peer.send(text(MAX_MESSAGE_BYTES + 1));
      Script.run(peer, "< close 1009");
    }
  }

  /** A hundred kilobytes that are a hundred megabytes. */
  @Test
  void doesNotInflateABomb() {
    try (RawPeer peer = negotiate()) {
      WireFrame bomb = text(90 << 20);
      assertThat(bomb.payload()).hasSizeLessThan(MAX_MESSAGE_BYTES);
      peer.send(bomb);
      Script.run(peer, "< close 1009");
    }
  }

  @Test
  void addsUpWhatFragmentsInflateTo() {
    try (RawPeer peer = negotiate()) {
      WireFrame large = text(MAX_MESSAGE_BYTES * 2 / 3);
      byte[] tail = {0, 0, (byte) 0xFF, (byte) 0xFF}; // ends every block but a message's last
      peer.send(large.notFinal());
      peer.send(new WireFrame(0x80, true, tail).notFinal());
      peer.send(new WireFrame(0x80, true, large.payload()));
      Script.run(peer, "< close 1009");
    }
  }

  /** Each fragment is large and inflates to next to nothing. */
  @Test
  void holdsNoMoreThanWhatFragmentsInflateTo() {
    byte[] padding = new byte[MAX_MESSAGE_BYTES / 5 * 5];
    for (int i = 0; i < padding.length; i += 5) {
      padding[i + 3] = padding[i + 4] = (byte) 0xFF; // an empty block
    }
    long before = PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
    try (RawPeer peer = negotiate()) {
      peer.send(new WireFrame(0x41, true, padding));
      for (int i = 0; i < 200; i++) {
        peer.send(new WireFrame(0, true, padding));
      }
      Script.run(peer, "> ping x", "< pong x");
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory() - before)
          .isLessThan(8 << 20);
    }
  }

  @Test
  void endsSomebodyWhoSendsRubbish() {
    try (RawPeer peer = negotiate()) {
      Script.run(peer, "> C1 #ffffffffff", "< close 1007");
    }
  }

  @Test
  void looksAtTheTextInside() {
    try (RawPeer peer = negotiate()) {
      peer.send(new WireFrame(0x81, true, new byte[] {(byte) 0xFF}).deflated());
      Script.run(peer, "< close 1007");
    }
  }

  @Test
  void endsSomebodyWhoSetsOtherReservedBits() {
    for (String first : new String[] {"A1", "91", "F1", "C9", "C0"}) {
      try (RawPeer peer = negotiate()) {
        Script.run(peer, "> " + first + " Hello", "< close 1002");
      }
    }
  }

  @Test
  void endsSomebodyWhoDidNotAsk() {
    try (RawPeer peer = server().open("/echo")) {
      peer.send(text(300));
      Script.run(peer, "< close 1002");
    }
  }
}
