package io.weir.engine.stream;

/**
 * What an owner leaves to the next one.
 *
 * @param cursor up to where the stream is done with; {@link Cursor#NOWHERE} without a stream. With
 *     positions but {@link #isOfUnknownTopic}, an operator has set it by Kafka's own tools
 * @param note whatever else is needed to go on, at most {@value #MAX_NOTE_CHARS} characters; ""
 */
public record Commit(Cursor cursor, String note) {
  /** A broker takes 4,096 bytes by default. */
  public static final int MAX_NOTE_CHARS = 1024;

  public static final Commit NONE = new Commit(Cursor.NOWHERE, "");

  public Commit {
    if (note.length() > MAX_NOTE_CHARS) {
      throw new IllegalArgumentException(
          "a note of %d characters > %d".formatted(note.length(), MAX_NOTE_CHARS));
    }
  }

  /** Whether nobody knows which topic the positions are of. */
  public boolean isOfUnknownTopic() {
    return cursor.topic().equals(Cursor.NOWHERE.topic());
  }
}
