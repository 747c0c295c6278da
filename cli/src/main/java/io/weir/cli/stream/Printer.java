package io.weir.cli.stream;

import io.weir.cli.connection.Message;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a message looks like on the standard output. No I/O; a table remembers its columns. */
interface Printer {

  Printed print(Message message);

  /** What became of a message. Its cursor says where to go on once that is printed. */
  sealed interface Printed {}

  /**
   * A record, for the standard output.
   *
   * @param bytes with the line feed
   * @param cursor null if it was not told
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(byte[] bytes, @Nullable String cursor) implements Printed {
    static Line of(String text, @Nullable String cursor) {
      return new Line((text + "\n").getBytes(StandardCharsets.UTF_8), cursor);
    }
  }

  /**
   * For the standard error.
   *
   * @param line for the standard output, in its place among the records; null for nothing
   * @param cursor null if it was not told
   */
  record Notice(String text, @Nullable Line line, @Nullable String cursor) implements Printed {}

  /** The greeting of a connection. */
  record Greeting(String cursor) implements Printed {}

  /**
   * Not for the user.
   *
   * @param cursor null if it was not told
   */
  record Nothing(@Nullable String cursor) implements Printed {}
}
