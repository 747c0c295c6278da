package io.weir.cli.stream;

import java.nio.charset.StandardCharsets;

/** What a message looks like on the standard output. No I/O; a table remembers its columns. */
interface Printer {

  Printed print(Message message);

  /** What became of a message. */
  sealed interface Printed {}

  /**
   * A record, for the standard output.
   *
   * @param bytes with the line feed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(byte[] bytes) implements Printed {
    static Line of(String text) {
      return new Line((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** For the standard error. */
  record Notice(String text) implements Printed {}

  /** Not for the user. */
  record Nothing() implements Printed {}
}
