package io.weir.engine.link.push;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the packer has handed over and the peer has not confirmed, in records and bytes. It
 * is looked at between two reads, so one read may pass it. Threads: the packer takes, the link's
 * loop gives back.
 */
final class Room {
  private final long limitRecords;
  private final long limitBytes;
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param limitBytes of records and their frames
   */
  Room(long limitRecords, long limitBytes) {
    this.limitRecords = limitRecords;
    this.limitBytes = limitBytes;
  }

  void take(Parcel parcel) {
    records.addAndGet(count(parcel));
    bytes.addAndGet(parcel.sizeBytes());
  }

  void give(Parcel parcel) {
    records.addAndGet(-count(parcel));
    bytes.addAndGet(-parcel.sizeBytes());
  }

  /** One of which the peer gets nothing takes memory, too. */
  private static int count(Parcel parcel) {
    return Math.max(1, parcel.recordCount());
  }

  boolean isFull() {
    return records.get() >= limitRecords || bytes.get() >= limitBytes;
  }
}
