package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireParserTest {
  private final WireParser client = new WireParser(true);
  private final WireParser server = new WireParser(false);

  /** RFC 6455 section 5.7. */
  @Test
  void readsTheExamplesOfTheStandard() {
    assertThat(server.feed(hex("810548656c6c6f")))
        .extracting(WireFrame::text)
        .containsExactly("Hello");
    assertThat(client.feed(hex("818537fa213d7f9f4d5158")))
        .extracting(WireFrame::text)
        .containsExactly("Hello");
    List<WireFrame> fragments = server.feed(hex("010348656c80026c6f"));
    assertThat(fragments).extracting(WireFrame::isFinal).containsExactly(false, true);
    assertThat(fragments).extracting(WireFrame::opcode).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 200_000})
  void readsWhatIsWrittenHoweverItIsCut(int length) {
    byte[] wire = WireFrame.client(WireFrame.BINARY, new byte[length]).encode();
    List<WireFrame> frames = new ArrayList<>();
    for (int i = 0; i < wire.length; i += 7_777) {
      int end = Math.min(wire.length, i + 7_777);
      frames.addAll(client.feed(Arrays.copyOfRange(wire, i, end)));
    }
    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst().payload())
        .hasSize(length)
        .satisfies(p -> assertThat(p).isEqualTo(new byte[length]));
    assertThat(client.leftBytes()).isZero();
  }

  @Test
  void keepsWhatIsNotComplete() {
    assertThat(server.feed(hex("81054865"))).isEmpty();
    assertThat(server.leftBytes()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "c100, reserved bits",
    "817e007d, as short as it can",
    "0900, fragmented or too long",
    "897e007e, fragmented or too long",
    "818000000000, must not mask"
  })
  void refusesWhatTheStandardForbids(String header, String why) {
    byte[] bytes = new byte[300];
    byte[] head = hex(header);
    System.arraycopy(head, 0, bytes, 0, head.length);
    assertThatThrownBy(() -> server.feed(bytes)).hasMessageContaining(why);
  }

  @Test
  void wantsClientsToMask() {
    assertThatThrownBy(() -> client.feed(hex("8100"))).hasMessage("a client must mask");
  }

  @Test
  void readsCloseFrames() {
    WireFrame close = WireFrame.clientClose(4250, "slow: ä");
    assertThat(client.feed(close.encode()).getFirst().closeCode()).isEqualTo(4250);
    assertThat(close.closeReason()).isEqualTo("slow: ä");
    assertThat(WireFrame.client(WireFrame.CLOSE, new byte[0]).closeCode()).isEqualTo(1005);
    assertThat(close.isControl()).isTrue();
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
