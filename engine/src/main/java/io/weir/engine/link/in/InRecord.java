package io.weir.engine.link.in;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a message. What the writer tells of it is written once, and then read on the loop.
 */
final class InRecord implements Entry {
  private final Received message;
  private final Stream stream;
  private final Draft draft;

  private int partition;
  private long offset;
  private @Nullable Refusal refusal;

  InRecord(Received message, Stream stream, Draft draft) {
    this.message = message;
    this.stream = stream;
    this.draft = draft;
  }

  Received message() {
    return message;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  /** Null: it was written. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  @Override
  public Stream stream() {
    return stream;
  }

  @Override
  public byte @Nullable [] key() {
    return draft.key();
  }

  @Override
  public byte @Nullable [] value() {
    return draft.value();
  }

  @Override
  public List<Header> headers() {
    return draft.headers();
  }

  @Override
  public long timestampMillis() {
    return draft.timestampMillis();
  }

  @Override
  public void onWritten(int toPartition, long atOffset) {
    partition = toPartition;
    offset = atOffset;
    message.sender().intake().onTold(this);
  }

  @Override
  public void onRefused(Refusal why) {
    refusal = why;
    message.sender().intake().onTold(this);
  }
}
