package io.weir.engine.frame;

import java.util.List;

/** What one record looks like on the wire. */
public enum FrameKind {
  /**
   * The record's value, byte for byte: text if it is UTF-8, else binary; a tombstone is empty text.
   */
  VALUE("value", 0, false),
  /** A JSON object with key, value, headers, timestamp, partition, offset and cursor. */
  RECORD("record", 1, true),
  /**
   * The record's value, byte for byte, as text: only if it is JSON. Other records, tombstones too,
   * have no frame, and nothing is told between the frames, because all of them are values.
   */
  JSON("json", 2, false),
  /** The record as an event: CloudEvents 1.0 in the JSON format, with the cursor. */
  CLOUDEVENTS("cloudevents", 3, true);

  /** All kinds, without a copy for each caller. */
  public static final List<FrameKind> ALL = List.of(values());

  /** How many kinds there are, for arrays that are indexed by {@link #index}. */
  public static final int COUNT = ALL.size();

  private final String id;
  private final int index;
  private final boolean hasCursor;

  FrameKind(String id, int index, boolean hasCursor) {
    this.id = id;
    this.index = index;
    this.hasCursor = hasCursor;
  }

  /** From 0 to {@link #COUNT}, exclusive. */
  public int index() {
    return index;
  }

  /** Whether each frame tells the cursor behind its record. */
  public boolean hasCursor() {
    return hasCursor;
  }

  /** The name in URLs and settings. */
  public String id() {
    return id;
  }
}
