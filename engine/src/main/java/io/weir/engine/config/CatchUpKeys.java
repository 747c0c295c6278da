package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.link.OutSettings;
import java.util.List;

/** The section {@code catch-up}: how sessions that are behind are served. */
final class CatchUpKeys {
  static final Key<Integer> READERS =
      Key.of(
          "readers",
          Scalars.count(1, 64),
          OutSettings.DEFAULT.readers(),
          "How many readers of the past a stream has at most; clients that are behind share them.");

  static final Table<Integer> TABLE = Table.of(List.of(READERS), values -> values.get(READERS));

  private CatchUpKeys() {}
}
