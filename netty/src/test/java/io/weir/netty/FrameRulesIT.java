package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.socket.WireFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 section 5 as conversations with an echo: the rules that the Autobahn suite checks. */
@ParameterizedClass
@EnumSource
class FrameRulesIT extends ServerTest {
  FrameRulesIT(Venue venue) {
    super(venue);
  }

  private static final int MAX_MESSAGE_BYTES = 200_000;

  @Override
  TestServer configure() {
    return new TestServer(1).maxMessageBytes(MAX_MESSAGE_BYTES);
  }

  private static Arguments rule(String name, String... lines) {
    return Arguments.of(name, lines);
  }

  static Stream<Arguments> conversations() {
    return Stream.of(
        rule("empty text", "> text", "< text"),
        rule("empty binary", "> binary", "< binary"),
        rule("125 bytes", "> text x*125", "< text x*125"),
        rule("126 bytes", "> text x*126", "< text x*126"),
        rule("127 bytes", "> binary x*127", "< binary x*127"),
        rule("65535 bytes", "> text x*65535", "< text x*65535"),
        rule("65536 bytes", "> binary x*65536", "< binary x*65536"),
        rule("largest message", "> text x*200000", "< text x*200000"),
        rule("ping", "> ping", "< pong"),
        rule("ping with payload", "> ping hello", "< pong hello"),
        rule("ping with binary payload", "> ping #00fffefd", "< pong #00fffefd"),
        rule("largest ping", "> ping x*125", "< pong x*125"),
        rule(
            "pings in a row",
            "> ping 1",
            "> ping 2",
            "> ping 3",
            "< pong 1",
            "< pong 2",
            "< pong 3"),
        rule("pong out of nowhere", "> pong", "> pong hello", "> ping x", "< pong x"),
        rule("two fragments", "> text+ Hel", "> more lo", "< text Hello"),
        rule("empty fragments", "> text+", "> more+", "> more", "< text"),
        rule(
            "ping between fragments",
            "> text+ Hel",
            "> ping x",
            "< pong x",
            "> more lo",
            "< text Hello"),
        rule("character across fragments", "> text+ #e282", "> more #ac", "< text €"),
        rule("text then binary", "> text a", "> binary #ff", "< text a", "< binary #ff"),
        rule("UTF-8 of all lengths", "> text κόσμε€𝄞", "< text κόσμε€𝄞"),
        rule("noncharacters are UTF-8", "> text #efbfbff48fbfbf", "< text #efbfbff48fbfbf"),
        rule("a mask of zeros", "> raw 81 85 00000000 48656c6c6f", "< text Hello"),
        rule("close", "> close 1000 bye", "< close 1000", "< end"),
        rule("close without a code", "> close", "< close", "< end"),
        rule("close with an application's code", "> close 4999", "< close 4999", "< end"),
        rule("close with the longest reason", "> close 1000 x*123", "< close 1000", "< end"),
        rule("nothing behind a close", "> close 1000", "> text late", "< close 1000", "< end"),
        rule("close between fragments", "> text+ Hel", "> close 1000", "< close 1000", "< end"),
        rule("a good message, then a bad one", "> text a", "> 83", "< text a", "< close 1002"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversations")
  void converses(String name, String[] lines) {
    try (RawPeer peer = server().open("/echo")) {
      Script.run(peer, lines);
    }
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        rule("not masked", "> bare text Hello", "< close 1002"),
        rule("close that is not masked", "> bare close 1000", "< close 1002"),
        rule("first reserved bit", "> C1 Hello", "< close 1002"),
        rule("second reserved bit", "> A1 Hello", "< close 1002"),
        rule("third reserved bit", "> 91 Hello", "< close 1002"),
        rule("reserved bit on a ping", "> C9 Hello", "< close 1002"),
        rule("reserved opcode 3", "> 83 Hello", "< close 1002"),
        rule("reserved opcode 7", "> 87", "< close 1002"),
        rule("reserved opcode 11", "> 8B", "< close 1002"),
        rule("reserved opcode 15", "> 8F Hello", "< close 1002"),
        rule("fragmented ping", "> ping+ x", "< close 1002"),
        rule("fragmented close", "> close+ 1000", "< close 1002"),
        rule("long ping", "> ping x*126", "< close 1002"),
        rule("long close", "> close 1000 x*124", "< close 1002"),
        rule("16-bit length that is too small", "> raw 81 FE 0001 00000000 41", "< close 1002"),
        rule(
            "64-bit length that is too small",
            "> raw 81 FF 0000000000000001 00000000 41",
            "< close 1002"),
        rule("negative length", "> raw 81 FF 8000000000000001 00000000", "< close 1002"),
        rule("continuation of nothing", "> more Hello", "< close 1002"),
        rule("fragment of nothing", "> more+ Hello", "< close 1002"),
        rule("text within a message", "> text+ Hel", "> text lo", "< close 1002"),
        rule("close with one byte", "> close #03", "< close 1002"),
        rule("close with code 0", "> close 0", "< close 1002"),
        rule("close with code 999", "> close 999", "< close 1002"),
        rule("close with code 1004", "> close 1004", "< close 1002"),
        rule("close with code 1005", "> close 1005", "< close 1002"),
        rule("close with code 1006", "> close 1006", "< close 1002"),
        rule("close with code 1015", "> close 1015", "< close 1002"),
        rule("close with code 2999", "> close 2999", "< close 1002"),
        rule("close with code 5000", "> close 5000", "< close 1002"),
        rule("close with code 65535", "> close 65535", "< close 1002"),
        rule("close reason that is not UTF-8", "> close #03e8c0af", "< close 1007"),
        rule("overlong UTF-8", "> text #c0af", "< close 1007"),
        rule("surrogate", "> text #eda080", "< close 1007"),
        rule("beyond Unicode", "> text #f4908080", "< close 1007"),
        rule("cut-off character", "> text #e282", "< close 1007"),
        rule("cut-off character across fragments", "> text+ #e2", "> more #82", "< close 1007"),
        rule("broken character across fragments", "> text+ #e2", "> more #41", "< close 1007"),
        rule("invalid first fragment", "> text+ #ff", "< close 1007"),
        rule("one large frame", "> text x*200001", "< close 1009"),
        rule("the header of a huge frame", "> raw 82 FF 0000010000000000 00000000", "< close 1009"),
        rule("a large message in fragments", "> text+ x*150000", "> more x*50001", "< close 1009"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void closesOnAViolationAndStillEndsInPeace(String name, String[] lines) {
    try (RawPeer peer = server().open(venue().target())) {
      Script.run(peer, lines);
      Script.run(peer, "> close 1002", "< end");
    }
  }

  /** A reset would overtake the close frame (RFC 1122 section 4.2.2.13). */
  @Test
  void isHeardByAViolatorThatIsStillSending() {
    try (RawPeer peer = server().open(venue().target())) {
      Script.run(peer, "> 83 first");
      for (int i = 0; i < 100; i++) {
        Script.run(peer, "> binary x*60000");
      }
      Script.run(peer, "< close 1002");
    }
  }

  @Test
  void isHeardBySomebodyWhoseMessageIsTooBig() {
    try (RawPeer peer = server().open(venue().target())) {
      Script.run(peer, "> binary x*5000000", "< close 1009");
    }
  }

  @Test
  void takesAMessageInManyFragments() {
    try (RawPeer peer = server().open("/echo")) {
      Script.run(peer, "> text+");
      for (int i = 0; i < 2_000; i++) {
        Script.run(peer, "> more+ ab");
      }
      Script.run(peer, "> more", "< text ab*2000");
    }
  }

  /** Whole messages take another way than fragments, and than what arrives in parts. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsMessagesInOrderHoweverTheyAreCut(long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<WireFrame> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      expected.addAll(message(random, bytes));
    }
    byte[] all = bytes.toByteArray();
    try (RawPeer peer = server().open("/echo")) {
      for (int from = 0; from < all.length; ) {
        int most = random.nextInt(4) == 0 ? 10 : 40_000;
        int to = Math.min(all.length, from + 1 + random.nextInt(most));
        peer.send(Arrays.copyOfRange(all, from, to));
        from = to;
      }
      for (WireFrame frame : expected) {
        WireFrame echo = peer.readFrame();
        assertThat(echo.opcode()).isEqualTo(frame.opcode());
        assertThat(echo.payload()).isEqualTo(frame.payload());
      }
    }
  }

  /** Appends a message's frames, and says what comes back. */
  private static List<WireFrame> message(Random random, ByteArrayOutputStream to) {
    int[] sizes = {0, 1, 7, 8, 125, 126, 127, 1_000, 16_384, 65_535, 65_536};
    String text =
        (random.nextBoolean() ? "x" : "€").repeat(sizes[random.nextInt(sizes.length)] / 3);
    WireFrame whole = WireFrame.clientText(text);
    List<WireFrame> back = new ArrayList<>();
    byte[] payload = whole.payload();
    if (random.nextInt(3) > 0) {
      to.writeBytes(whole.encode());
    } else {
      int cut = random.nextInt(payload.length + 1);
      WireFrame first = WireFrame.client(WireFrame.TEXT, Arrays.copyOf(payload, cut)).notFinal();
      to.writeBytes(first.encode());
      if (random.nextBoolean()) {
        WireFrame ping = WireFrame.client(WireFrame.PING, new byte[] {'p'});
        to.writeBytes(ping.encode());
        back.add(new WireFrame(ping.first() + 1, false, ping.payload()));
      }
      byte[] rest = Arrays.copyOfRange(payload, cut, payload.length);
      to.writeBytes(WireFrame.client(0, rest).encode());
    }
    back.add(whole);
    return back;
  }
}
