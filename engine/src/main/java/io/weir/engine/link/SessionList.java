package io.weir.engine.link;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Sessions in no order, walked by index without an iterator. Thread: one loop. */
final class SessionList {
  private @Nullable OutSession[] items = new @Nullable OutSession[1];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The session at an index below {@link #size}. */
  @SuppressWarnings("NullAway") // below size every item is set
  OutSession at(int index) {
    return items[index];
  }

  void add(OutSession session) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = session;
  }

  /** Takes a session out; the last one takes its place. */
  void remove(OutSession session) {
    for (int i = 0; i < size; i++) {
      if (items[i] == session) {
        items[i] = items[--size];
        items[size] = null;
        return;
      }
    }
  }

  void addTo(Collection<OutSession> target) {
    for (int i = 0; i < size; i++) {
      target.add(at(i));
    }
  }

  void clear() {
    Arrays.fill(items, 0, size, null);
    size = 0;
  }
}
