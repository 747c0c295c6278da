package io.weir.engine.link.push;

import io.weir.engine.frame.Frames;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some records in the order of the log, with the frames of those that the peer is to get; or a gap
 * between them. Made by the packer, which hands over its count of the frames; then the link's loop
 * has it.
 */
final class Parcel {
  private final List<LogRecord> records;
  private final @Nullable Gap gap;
  private final Positions end;
  private final @Nullable Frames frames;
  private final long sizeBytes;
  private final List<Item> items = new ArrayList<>();

  /** How many items are not settled. */
  private int left;

  /**
   * @param wanted those that the peer gets; each has a frame
   * @param frames null: there are none
   * @param end behind all that was read, wanted or not
   */
  static Parcel of(List<LogRecord> wanted, @Nullable Frames frames, Positions end) {
    long size = frames == null ? 0 : frames.sizeBytes();
    for (LogRecord record : wanted) {
      size += record.sizeBytes();
    }
    return new Parcel(wanted, null, end, frames, size);
  }

  /**
   * @param notice null: the peer is not told
   */
  static Parcel of(Gap gap, @Nullable Frames notice, Positions end) {
    return new Parcel(List.of(), gap, end, notice, 0);
  }

  private Parcel(
      List<LogRecord> records,
      @Nullable Gap gap,
      Positions end,
      @Nullable Frames frames,
      long sizeBytes) {
    this.records = records;
    this.gap = gap;
    this.end = end;
    this.frames = frames;
    this.sizeBytes = sizeBytes;
    for (LogRecord record : records) {
      items.add(new Item(this, items.size(), record));
    }
    if (gap != null && frames != null) {
      items.add(new Item(this, 0, null));
    }
    left = items.size();
  }

  List<Item> items() {
    return items;
  }

  Frames frames() {
    if (frames == null) {
      throw new IllegalStateException("a parcel without frames");
    }
    return frames;
  }

  Positions end() {
    return end;
  }

  int recordCount() {
    return records.size();
  }

  /** What it holds: the records and their frames. */
  long sizeBytes() {
    return sizeBytes;
  }

  boolean isSettled() {
    return left == 0;
  }

  void onSettled() {
    left--;
  }

  /**
   * Goes on to what nobody has to read again: in each partition as far as everything is settled.
   *
   * @param stuck partitions in which something before is not; grows
   */
  void pass(Progress at, BitSet stuck) {
    for (Item item : items) {
      LogRecord record = item.record;
      if (record != null && !stuck.get(record.partition())) {
        if (item.settled) {
          at.pass(record);
        } else {
          stuck.set(record.partition());
        }
      }
    }
    if (gap != null && !isSettled()) {
      stuck.set(gap.partition());
    }
    for (int i = 0; i < end.count(); i++) {
      if (!stuck.get(i)) {
        at.set(i, end.next(i), end.epoch(i));
      }
    }
  }

  void release() {
    if (frames != null) {
      frames.buffer().release();
    }
  }
}
