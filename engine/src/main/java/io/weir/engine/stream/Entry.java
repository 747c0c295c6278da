package io.weir.engine.stream;

import io.weir.engine.error.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way into the log, and who is told how it went: exactly one of {@link #onWritten}
 * and {@link #onRefused} is called, once, on a thread of the writer that must not be blocked. The
 * arrays must not be changed until then.
 */
public interface Entry {

  Stream stream();

  /** Null: the record has no key, and goes to a partition of the writer's choice. */
  byte @Nullable [] key();

  /** Null: a tombstone. */
  byte @Nullable [] value();

  List<Header> headers();

  /** Since the epoch. */
  long timestampMillis();

  /** Every in-sync replica has it. */
  void onWritten(int partition, long offset);

  /** The log will not take it, however often it is asked. */
  void onRefused(Refusal refusal);
}
