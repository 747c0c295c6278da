package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.socket.WireFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A conversation, line by line: {@code >} is what the client sends, {@code <} what it has to get.
 *
 * <pre>
 * > text Hello          text, binary, more (a continuation), ping, pong, close CODE REASON
 * > text+ Hel           + : not the last fragment
 * > bare text Hello     not masked
 * > C1 Hello            the first byte as it is
 * > raw 81 05           all bytes as they are
 * < end                 the connection ends
 *
 * a payload is text; #00ff is bytes; x*1000 is a thousand times x
 * </pre>
 */
final class Script {
  private Script() {}

  static void run(RawPeer peer, String... lines) {
    for (String line : lines) {
      try {
        step(peer, line.charAt(0), line.substring(2));
      } catch (AssertionError e) {
        throw new AssertionError("at \"" + line + "\": " + e.getMessage(), e);
      }
    }
  }

  private static void step(RawPeer peer, char direction, String words) {
    if (direction == '<') {
      expect(peer, words);
    } else if (words.startsWith("raw ")) {
      peer.send(HexFormat.of().parseHex(words.substring(4).replace(" ", "")));
    } else if (words.startsWith("bare ")) {
      WireFrame frame = frame(words.substring(5));
      peer.send(new WireFrame(frame.first(), false, frame.payload()));
    } else {
      peer.send(frame(words));
    }
  }

  private static void expect(RawPeer peer, String words) {
    if (words.equals("end")) {
      peer.expectEnd();
      return;
    }
    WireFrame expected = frame(words);
    WireFrame frame = peer.readFrame();
    assertThat(frame.first()).as("first byte").isEqualTo(expected.first());
    if (expected.opcode() == WireFrame.CLOSE) {
      assertThat(frame.closeCode()).as("close code").isEqualTo(expected.closeCode());
    } else {
      assertThat(frame.payload()).isEqualTo(expected.payload());
    }
  }

  private static WireFrame frame(String words) {
    int space = words.indexOf(' ');
    String kind = space < 0 ? words : words.substring(0, space);
    String rest = space < 0 ? "" : words.substring(space + 1);
    boolean fragment = kind.endsWith("+");
    int first = first(fragment ? kind.substring(0, kind.length() - 1) : kind);
    byte[] payload = kind.equals("close") ? closePayload(rest) : payload(rest);
    WireFrame frame = new WireFrame(first, true, payload);
    return fragment ? frame.notFinal() : frame;
  }

  private static int first(String kind) {
    return switch (kind) {
      case "more" -> 0x80;
      case "text" -> 0x81;
      case "binary" -> 0x82;
      case "close" -> 0x88;
      case "ping" -> 0x89;
      case "pong" -> 0x8A;
      default -> Integer.parseInt(kind, 16);
    };
  }

  private static byte[] closePayload(String words) {
    if (words.isEmpty() || words.startsWith("#")) {
      return payload(words);
    }
    int space = words.indexOf(' ');
    int code = Integer.parseInt(space < 0 ? words : words.substring(0, space));
    byte[] reason = payload(space < 0 ? "" : words.substring(space + 1));
    return ByteBuffer.allocate(2 + reason.length).putShort((short) code).put(reason).array();
  }

  private static byte[] payload(String words) {
    if (words.startsWith("#")) {
      return HexFormat.of().parseHex(words.substring(1));
    }
    int times = words.indexOf('*');
    String text =
        times < 0
            ? words
            : words.substring(0, times).repeat(Integer.parseInt(words.substring(times + 1)));
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
