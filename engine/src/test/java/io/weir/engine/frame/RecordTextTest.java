package io.weir.engine.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  private static final TopicId TOPIC = new TopicId(1, 2);
  private static final byte[] NO_TEXT = {(byte) 0xC3};

  private final FrameEncoder encoder =
      new FrameEncoder(new Stream("s", "t", Format.JSON, false, true), HeapBuffer::new);

  @Test
  void writesEachRecordAsAnEventInAChunkWithTheCursorBehindIt() {
    Frames frames = frames(FrameKind.VALUE, Wire.EVENTS, record(0, "{}"), record(1, "grüße"));

    String first = "id: " + cursor(1) + "\ndata: {}\n\n";
    String second = "id: " + cursor(2) + "\ndata: grüße\n\n";
    assertThat(HeapBuffer.text(frames.buffer())).isEqualTo(chunk(first) + chunk(second));
    assertThat(frames.ends()).containsExactly(chunk(first).length(), frames.sizeBytes());
    assertThat(frames.count()).isEqualTo(2);
  }

  @Test
  void writesALineOfDataForEachOfTheValueHoweverItEnds() {
    assertThat(event("a\nb\rc\r\nd\n")).endsWith("data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
    assertThat(event("\n\n")).endsWith("data: \ndata: \ndata: \n\n");
    assertThat(event("id: 7")).endsWith("\ndata: id: 7\n\n");
  }

  @Test
  void writesATombstoneAsAnEventWithoutData() {
    assertThat(event(null)).isEqualTo("id: " + cursor(1) + "\ndata: \n\n");
  }

  @Test
  void writesALineWithoutLineBreaksForEachRecord() {
    Frames frames =
        frames(
            FrameKind.VALUE,
            Wire.LINES,
            record(0, "{\"a\":\r\n1}"),
            record(1, null),
            record(2, "2\n"));

    assertThat(HeapBuffer.text(frames.buffer()))
        .isEqualTo(chunk("{\"a\":  1}\n") + chunk("null\n") + chunk("2 \n"));
  }

  @Test
  void writesRecordsWithTheirMembersOnOneLine() {
    String line = HeapBuffer.text(frames(FrameKind.RECORD, Wire.LINES, record(0, "{\n}")).buffer());
    assertThat(line).contains("\"value\":{ },").contains("\"cursor\":\"" + cursor(1) + "\"");
  }

  @Test
  void saysInThePlaceOfAValueThatIsNoTextWhichItIs() {
    LogRecord binary = new LogRecord(0, 0, 0, 0, null, NO_TEXT, List.of());
    String error =
        "{\"code\":\"not_acceptable\",\"message\":"
            + "\"the value in partition 0 at offset 0 is not UTF-8: ask for frame=record\"}";

    assertThat(HeapBuffer.text(frames(FrameKind.VALUE, Wire.EVENTS, binary).buffer()))
        .isEqualTo(chunk("id: " + cursor(1) + "\nevent: error\ndata: " + error + "\n\n"));
    assertThat(HeapBuffer.text(frames(FrameKind.VALUE, Wire.LINES, binary).buffer()))
        .isEqualTo(chunk("{\"error\":" + error + "}\n"));
    assertThat(HeapBuffer.text(frames(FrameKind.RECORD, Wire.LINES, binary).buffer()))
        .contains("\"valueBase64\":\"ww==\"");
  }

  @Test
  void writesLongCursorsOnTheLastEventOnly() {
    long[] next = new long[FrameEncoder.MAX_CURSOR_PARTITIONS + 1];
    List<LogRecord> records = List.of(record(0, "1"), record(1, "2"), record(2, "no JSON"));
    Payloads payloads =
        encoder.payloads(FrameKind.JSON, records, new Cursor(TOPIC, Positions.of(next)));
    Frames frames = encoder.frames(payloads, Wire.EVENTS).orElseThrow();

    String text = HeapBuffer.text(frames.buffer());
    String id = text.substring(text.indexOf("id: ") + 4, text.indexOf("\ndata: 2"));
    assertThat(text).startsWith(chunk("data: 1\n\n")).containsOnlyOnce("id: ");
    assertThat(Cursor.parse(id).positions().next(0)).isEqualTo(2);
    assertThat(frames.count()).isEqualTo(2);
  }

  /** Chunks of all lengths have ends that can be found (RFC 9112 section 7.1). */
  @Test
  void writesChunksWhoseEndsCanBeFound() {
    for (int size : new int[] {1, 14, 15, 16, 254, 255, 256, 4_095, 70_000}) {
      Frames frames =
          frames(FrameKind.VALUE, Wire.LINES, record(0, "x".repeat(size)), record(1, "y"));
      int end = frames.end(0);
      assertThat(HeapBuffer.text(frames.buffer()))
          .startsWith(Integer.toHexString(size + 1) + "\r\nx");
      int[] found =
          IntStream.of(0, 1, end - 1, end, end + 1)
              .map(at -> Framing.boundary(Wire.LINES, frames.buffer().bytes(), 0, at))
              .toArray();
      assertThat(found).containsExactly(0, end, end, end, frames.sizeBytes());
    }
  }

  private String event(@Nullable String value) {
    String chunk = HeapBuffer.text(frames(FrameKind.VALUE, Wire.EVENTS, record(0, value)).buffer());
    return chunk.substring(chunk.indexOf("\r\n") + 2, chunk.length() - 2);
  }

  private Frames frames(FrameKind kind, Wire wire, LogRecord... records) {
    Cursor begin = new Cursor(TOPIC, Positions.of(0));
    return encoder
        .frames(encoder.payloads(kind, Arrays.asList(records), begin), wire)
        .orElseThrow();
  }

  private static LogRecord record(long offset, @Nullable String value) {
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    return new LogRecord(0, offset, 0, 0, null, bytes, List.of());
  }

  private static String cursor(long next) {
    Progress at = new Progress(Positions.of(0));
    at.pass(record(next - 1, ""));
    return Cursor.text(TOPIC, at);
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.getBytes(UTF_8).length) + "\r\n" + data + "\r\n";
  }
}
