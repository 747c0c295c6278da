package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ControlFrameTest {
  private static final Cursor CURSOR = new Cursor(new TopicId(1, 2), Positions.of(3));
  private static final Gap GAP = new Gap(1, 10, 19, Gap.Reason.RETENTION);

  @Test
  void marksWhatCouldBeAValue() {
    assertThat(gap(FrameKind.VALUE, Wire.PLAIN)).startsWith("\u001e{\"gap\":");
    assertThat(gap(FrameKind.VALUE, Wire.DEFLATED)).startsWith("\u001e{\"gap\":");
    assertThat(gap(FrameKind.RECORD, Wire.PLAIN))
        .isEqualTo(
            "{\"gap\":{\"stream\":\"a\\\"b\",\"partition\":1,\"from\":10,\"to\":19,"
                + "\"reason\":\"retention\"}}");
    assertThat(gap(FrameKind.VALUE, Wire.LINES)).startsWith("{\"gap\":").endsWith("}\n");
    assertThat(gap(FrameKind.VALUE, Wire.EVENTS))
        .startsWith("event: gap\ndata: {\"stream\":")
        .endsWith("}\n\n");
  }

  private static String gap(FrameKind kind, Wire wire) {
    return content(
        wire, ControlFrame.gap(HeapBuffer::new, FrameForm.of(kind, wire), stream("a\"b"), GAP));
  }

  @Test
  void tellsNothingWhereAllFramesAreValues() {
    FrameForm form = FrameForm.of(FrameKind.JSON, Wire.PLAIN);
    assertThat(ControlFrame.gap(HeapBuffer::new, form, stream("s"), GAP)).isEmpty();
    assertThat(ControlFrame.cursor(HeapBuffer::new, form, CURSOR)).isEmpty();
  }

  @Test
  void tellsTheCursor() {
    assertThat(cursor(Wire.PLAIN)).isEqualTo("{\"cursor\":\"" + CURSOR + "\"}");
    assertThat(cursor(Wire.LINES)).isEqualTo("{\"cursor\":\"" + CURSOR + "\"}\n");
    assertThat(cursor(Wire.EVENTS)).isEqualTo(": position\nid: " + CURSOR + "\n\n");
  }

  private static String cursor(Wire wire) {
    FrameForm form = FrameForm.of(FrameKind.RECORD, wire);
    return content(wire, ControlFrame.cursor(HeapBuffer::new, form, CURSOR));
  }

  @Test
  void greets() {
    String detail =
        "{\"stream\":\"s\",\"cursor\":\"%s\",\"limits\":{\"unsent\":6}".formatted(CURSOR);
    assertThat(hello(Wire.PLAIN, OptionalInt.empty())).isEqualTo("{\"hello\":" + detail + "}}");
    assertThat(hello(Wire.EVENTS, OptionalInt.of(3)))
        .isEqualTo("id: " + CURSOR + "\nevent: hello\ndata: " + detail + ",\"found\":3}\n\n");
  }

  private static Stream stream(String name) {
    return new Stream(name, "t", Format.JSON, false, true);
  }

  private static String hello(Wire wire, OptionalInt found) {
    FrameForm form = FrameForm.of(FrameKind.RECORD, wire);
    Hello hello = new Hello("s", CURSOR, 6, found);
    return content(wire, ControlFrame.hello(HeapBuffer::new, form, hello));
  }

  @Test
  void tellsErrors() {
    Refusal refusal = new Refusal(ErrorCode.SLOW, "why");
    FrameForm form = FrameForm.of(FrameKind.RECORD, Wire.EVENTS);
    assertThat(content(Wire.EVENTS, ControlFrame.error(HeapBuffer::new, form, refusal)))
        .isEqualTo("event: error\ndata: {\"code\":\"slow\",\"message\":\"why\"}\n\n");
  }

  @Test
  void closesAResponseWithTheReasonAndTheLastChunk() {
    CloseReason reason = new CloseReason(1012, "stop \"it\"");
    assertThat(close(Wire.EVENTS, reason))
        .isEqualTo(
            "3a\r\nevent: close\ndata: {\"code\":1012,\"message\":\"stop \\\"it\\\"\"}\n\n\r\n0\r\n\r\n");
    assertThat(close(Wire.LINES, reason))
        .isEqualTo(
            "30\r\n{\"close\":{\"code\":1012,\"message\":\"stop \\\"it\\\"\"}}\n\r\n0\r\n\r\n");
    assertThat(Framing.close(Wire.PLAIN, new CloseReason(1000, "x")))
        .containsExactly(0x88, 3, 0x03, 0xE8, 'x');
    assertThat(Framing.close(Wire.PLAIN, new CloseReason(1005, ""))).containsExactly(0x88, 0);
  }

  private static String close(Wire wire, CloseReason reason) {
    return new String(Framing.close(wire, reason), StandardCharsets.UTF_8);
  }

  /** Without its header or the frame of its chunk, whichever it has. */
  private static String content(Wire wire, Optional<FrameBuffer> frame) {
    String text = HeapBuffer.text(frame.orElseThrow());
    return wire.isWebSocket()
        ? text.substring(text.indexOf(text.indexOf('\u001e') < 0 ? '{' : '\u001e'))
        : text.substring(text.indexOf("\r\n") + 2, text.length() - 2);
  }
}
