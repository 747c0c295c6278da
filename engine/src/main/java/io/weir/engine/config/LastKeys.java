package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.link.OutSettings;
import java.util.List;

/** The section {@code last}: how the most recent records are found that clients ask for. */
final class LastKeys {
  static final Key<Integer> SCAN =
      Key.of(
          "scan",
          Scalars.count(1, Integer.MAX_VALUE),
          Math.toIntExact(OutSettings.DEFAULT.lastScan()),
          "How many records are looked at, about, for `last=N`; who asked for more than are found"
              + " is told.");

  static final Table<Integer> TABLE = Table.of(List.of(SCAN), values -> values.get(SCAN));

  private LastKeys() {}
}
