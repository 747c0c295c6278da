package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.link.in.InSettings;
import java.util.List;

/** The section {@code in}: the bounds of the way from clients to the streams. */
final class InKeys {
  static final Key<ByteSize> UNACKNOWLEDGED =
      Key.of(
          "unacknowledged",
          Scalars.size(ByteSize.kibibytes(1), ByteSize.mebibytes(1024)),
          new ByteSize(InSettings.DEFAULT.unacknowledgedBytes()),
          "How much one client may have sent that Kafka has not acknowledged; past that it is not"
              + " read, so that it has to wait.");

  static final Key<ByteSize> UNACKNOWLEDGED_TOTAL =
      Key.of(
          "unacknowledged-total",
          Scalars.size(ByteSize.kibibytes(64), ByteSize.mebibytes(1 << 20)),
          new ByteSize(InSettings.DEFAULT.unacknowledgedTotalBytes()),
          "The same for all clients together, and 512 bytes for each record beside its own. More than"
              + " Kafka takes in during a round trip serves nobody; raise `-Xmn` of the JVM with"
              + " it, to five times as much.");

  static final Key<Integer> IDS =
      Key.of(
          "ids",
          Scalars.count(0, 1_000_000),
          InSettings.DEFAULT.ids(),
          "How many of the latest message ids of a connection are known, so that none of them is"
              + " written twice.");

  static final Table<InSettings> TABLE =
      Table.of(List.of(UNACKNOWLEDGED, UNACKNOWLEDGED_TOTAL, IDS), InKeys::build);

  private InKeys() {}

  private static InSettings build(Values values) {
    return new InSettings(
        values.get(UNACKNOWLEDGED).bytes(),
        values.get(UNACKNOWLEDGED_TOTAL).bytes(),
        values.get(IDS));
  }
}
