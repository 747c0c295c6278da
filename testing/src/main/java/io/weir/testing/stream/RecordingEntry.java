package io.weir.testing.stream;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An entry that keeps what it is told, and how often. Thread: any reads. */
public final class RecordingEntry implements Entry {
  private final Stream stream;
  private final MemoryRecord record;
  private final AtomicInteger told = new AtomicInteger();
  private volatile int partition = -1;
  private volatile long offset = -1;
  private volatile @Nullable Refusal refused;

  public RecordingEntry(Stream stream, MemoryRecord record) {
    this.stream = stream;
    this.record = record;
  }

  @Override
  public Stream stream() {
    return stream;
  }

  @Override
  public byte @Nullable [] key() {
    return record.key();
  }

  @Override
  public byte @Nullable [] value() {
    return record.value();
  }

  @Override
  public List<Header> headers() {
    return record.headers();
  }

  @Override
  public long timestampMillis() {
    return record.timestampMillis();
  }

  @Override
  public void onWritten(int toPartition, long atOffset) {
    partition = toPartition;
    offset = atOffset;
    told.incrementAndGet();
  }

  @Override
  public void onRefused(Refusal refusal) {
    refused = refusal;
    told.incrementAndGet();
  }

  /** How often it was told. */
  public int told() {
    return told.get();
  }

  /** Where it was written; -1 unless it was. */
  public int partition() {
    return partition;
  }

  /** Where it was written; -1 unless it was. */
  public long offset() {
    return offset;
  }

  /** Why it was refused; it must have been. */
  public Refusal refusal() {
    return Objects.requireNonNull(refused, "it was not refused");
  }

  /** Null unless it was refused. */
  public @Nullable Refusal refused() {
    return refused;
  }
}
