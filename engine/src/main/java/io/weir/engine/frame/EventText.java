package io.weir.engine.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The text of Server-Sent Events (HTML, section 9.2.5). */
final class EventText {
  /** A comment, which clients skip: the connection lives. */
  static final byte[] COMMENT = utf8(":\n\n");

  private static final byte[] ID = utf8("id: ");
  private static final byte[] EVENT = utf8("event: ");
  private static final byte[] DATA = utf8("data: ");

  private EventText() {}

  /**
   * One event.
   *
   * @param id of one line; empty: the client keeps the one before
   * @param type of one line; empty: a message
   * @param data of any number of lines, however they end; none at all is an event, too
   */
  static byte[] of(String id, String type, byte[] data) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(data.length + 128);
    if (!id.isEmpty()) {
      line(text, ID, utf8(id));
    }
    if (!type.isEmpty()) {
      line(text, EVENT, utf8(type));
    }
    int begin = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n' || data[i] == '\r') {
        line(text, DATA, data, begin, i);
        i += data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n' ? 1 : 0;
        begin = i + 1;
      }
    }
    line(text, DATA, data, begin, data.length);
    text.write('\n');
    return text.toByteArray();
  }

  /** What only moves the client's last event id, without an event. */
  static byte[] position(String id) {
    return utf8(": position\nid: " + id + "\n\n");
  }

  private static void line(ByteArrayOutputStream text, byte[] field, byte[] value) {
    line(text, field, value, 0, value.length);
  }

  private static void line(
      ByteArrayOutputStream text, byte[] field, byte[] value, int from, int to) {
    text.writeBytes(field);
    text.write(value, from, to - from);
    text.write('\n');
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
