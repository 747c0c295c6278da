package io.weir.engine.link.in;

import io.weir.engine.error.Refusal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that was received, and what became of it. Keeps none of its bytes. Thread: the loop.
 */
final class Received {
  private final Sender sender;
  private final Publication publication;
  private final @Nullable String id;
  private final long bytes;
  private final @Nullable Received first;
  private final int records;

  private int untold; // of its records, and of copies of what was refused of it
  private @Nullable Received original;
  private @Nullable Refusal refusal;
  private int partition;
  private long offset;
  private @Nullable Map<Integer, Long> offsets;

  private Received(
      Sender sender,
      Publication publication,
      @Nullable String id,
      int records,
      long bytes,
      @Nullable Received first) {
    this.sender = sender;
    this.publication = publication;
    this.id = id;
    this.bytes = bytes;
    this.first = first;
    this.records = records;
    this.untold = records;
  }

  /**
   * @param id as JSON
   * @param bytes what it counts for until the log has acknowledged it
   */
  static Received of(
      Sender sender, Publication publication, @Nullable String id, int records, long bytes) {
    return new Received(sender, publication, id, records, bytes, null);
  }

  /** A message that came before: what became of the first one is what becomes of it. */
  static Received again(Received first) {
    return new Received(first.sender, first.publication, first.id, 0, 0, first);
  }

  /** What was refused of a message, on its way to where that is kept: it waits for that, too. */
  static Received copy(Received original, long bytes) {
    Received copy = new Received(original.sender, original.publication, null, 1, bytes, null);
    copy.original = original;
    original.untold++;
    return copy;
  }

  /** Of what it is only a copy; null: it is none. */
  @Nullable Received original() {
    return original;
  }

  /** The log has told of one of its copies. */
  void onCopied() {
    untold--;
  }

  /** A message of which nothing is written. */
  static Received refused(
      Sender sender, Publication publication, @Nullable String id, Refusal refusal) {
    Received message = new Received(sender, publication, id, 0, 0, null);
    message.refusal = refusal;
    return message;
  }

  Sender sender() {
    return sender;
  }

  Publication publication() {
    return publication;
  }

  @Nullable String id() {
    return id;
  }

  long bytes() {
    return bytes;
  }

  /** How many records it is. */
  int records() {
    return first == null ? records : first.records;
  }

  /** The log has told of one of its records. */
  void onTold(InRecord record) {
    untold--;
    if (record.refusal() != null) {
      refusal = record.refusal();
    } else if (records == 1) {
      partition = record.partition();
      offset = record.offset();
    } else {
      if (offsets == null) {
        offsets = new TreeMap<>();
      }
      offsets.merge(record.partition(), record.offset(), Math::max);
    }
  }

  /** Whether it is known what became of it. */
  boolean isSettled() {
    return untold == 0 && (first == null || first.isSettled());
  }

  /** Why it, or some of it, was not written; null: all of it was. */
  @Nullable Refusal refusal() {
    return first == null ? refusal : first.refusal();
  }

  /** Where its one record is. */
  int partition() {
    return first == null ? partition : first.partition;
  }

  long offset() {
    return first == null ? offset : first.offset;
  }

  /** Adds the last offset of each partition that its records are in. */
  void addTo(Map<Integer, Long> all) {
    if (first != null) {
      first.addTo(all);
    } else if (offsets != null) {
      offsets.forEach((at, last) -> all.merge(at, last, Math::max));
    } else if (records == 1) {
      all.merge(partition, offset, Math::max);
    }
  }
}
