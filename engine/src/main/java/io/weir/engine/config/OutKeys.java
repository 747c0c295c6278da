package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.link.OutSettings;
import java.time.Duration;
import java.util.List;

/** The section {@code out}: the bounds of the way from a stream to its sessions. */
final class OutKeys {
  static final Key<ByteSize> UNSENT =
      Key.of(
          "unsent",
          Scalars.size(ByteSize.kibibytes(1), ByteSize.mebibytes(1024)),
          new ByteSize(OutSettings.DEFAULT.unsentBytes()),
          "How many bytes may wait for a client that reads too slowly; past that it goes on from the"
              + " log, or as it asked for.");

  static final Key<ByteSize> UNSENT_TOTAL =
      Key.of(
          "unsent-total",
          Scalars.size(ByteSize.kibibytes(64), ByteSize.mebibytes(1 << 20)),
          new ByteSize(OutSettings.DEFAULT.unsentTotalBytes()),
          "How many bytes may wait for all such clients together.");

  static final Key<Integer> CONFLATE_KEYS =
      Key.of(
          "conflate-keys",
          Scalars.count(1, 1_000_000),
          OutSettings.DEFAULT.maxKeys(),
          "Of how many keys a record may wait for a client that asked for the latest of each; past"
              + " that it is closed with 4250.");

  static final Key<ByteSize> HOP =
      Key.of(
          "hop",
          Scalars.size(ByteSize.kibibytes(1), ByteSize.mebibytes(4096)),
          new ByteSize(OutSettings.DEFAULT.hopBytes()),
          "How much may be on its way from the readers of Kafka to one event loop.");

  static final Key<ByteSize> BATCH =
      Key.of(
          "batch",
          Scalars.size(ByteSize.kibibytes(1), ByteSize.mebibytes(64)),
          new ByteSize(OutSettings.DEFAULT.batchBytes()),
          "Records go to event loops in batches of about this size; a larger record goes alone.");

  static final Key<Duration> PATIENCE =
      Key.of(
          "patience",
          Scalars.duration(Duration.ZERO, Duration.ofMinutes(1)),
          OutSettings.DEFAULT.patience(),
          "How long an event loop that takes nothing may hold up the others.");

  static final Key<Duration> LINGER =
      Key.of(
          "linger",
          Scalars.duration(Duration.ZERO, Duration.ofDays(1)),
          OutSettings.DEFAULT.linger(),
          "How long a stream is read on after its last client has left.");

  static final Table<OutSettings> TABLE =
      Table.of(
          List.of(UNSENT, UNSENT_TOTAL, HOP, BATCH, PATIENCE, LINGER, CONFLATE_KEYS),
          OutKeys::build);

  private OutKeys() {}

  private static OutSettings build(Values values) {
    ByteSize hop = values.get(HOP);
    ByteSize batch = values.get(BATCH);
    if (hop.compareTo(batch) < 0 && values.sound(HOP, BATCH)) {
      values.problem(
          values.has(HOP) ? HOP : BATCH,
          "out.hop=%s < out.batch=%s: raise out.hop".formatted(hop, batch));
    }
    return new OutSettings(
        values.get(UNSENT).bytes(),
        values.get(UNSENT_TOTAL).bytes(),
        hop.bytes(),
        Math.toIntExact(batch.bytes()),
        values.get(PATIENCE),
        values.get(LINGER),
        OutSettings.DEFAULT.readers(),
        values.get(CONFLATE_KEYS),
        OutSettings.DEFAULT.lastScan());
  }
}
