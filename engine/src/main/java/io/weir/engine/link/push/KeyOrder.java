package io.weir.engine.link.push;

import io.weir.engine.stream.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets one record of each key go at a time; those behind it wait for it to be settled. Records
 * without a key have no order among themselves. Thread: the link's loop.
 */
final class KeyOrder {
  /** By key, the one that goes first; a key that nothing goes or waits with is not here. */
  private final Map<ByteBuffer, Deque<Item>> lines = new HashMap<>();

  /** Whether it may go now; otherwise it waits here. */
  boolean mayGo(Item item) {
    ByteBuffer key = key(item);
    if (key == null) {
      return true;
    }
    Deque<Item> line = lines.computeIfAbsent(key, k -> new ArrayDeque<>(2));
    line.add(item);
    return line.size() == 1;
  }

  /** The one that may go, since this one is settled; null: none. */
  @Nullable Item next(Item settled) {
    ByteBuffer key = key(settled);
    Deque<Item> line = key == null ? null : lines.get(key);
    if (line == null) {
      return null;
    }
    line.remove(settled);
    if (line.isEmpty()) {
      lines.remove(key);
    }
    return line.peek();
  }

  void clear() {
    lines.clear();
  }

  private static @Nullable ByteBuffer key(Item item) {
    LogRecord record = item.record;
    byte[] key = record == null ? null : record.key();
    return key == null ? null : ByteBuffer.wrap(key);
  }
}
