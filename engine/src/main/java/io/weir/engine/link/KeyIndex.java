package io.weir.engine.link;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sessions that want a key: an open-addressing table from key bytes to sessions. Thread:
 * one loop. Looking up allocates nothing.
 */
final class KeyIndex {
  private static final int MIN_CAPACITY = 16;

  private @Nullable Entry[] table = new @Nullable Entry[MIN_CAPACITY];
  private int entries;

  /** The sessions of one key. */
  static final class Entry {
    final byte[] key;
    final int hash;
    final SessionList sessions = new SessionList();

    Entry(byte[] key, int hash) {
      this.key = key;
      this.hash = hash;
    }
  }

  boolean isEmpty() {
    return entries == 0;
  }

  void add(byte[] key, OutSession session) {
    int hash = KeyHash.of(key, key.length);
    Entry entry = find(key, key.length, hash);
    if (entry == null) {
      entry = new Entry(key, hash);
      insert(entry);
    }
    entry.sessions.add(session);
  }

  void remove(byte[] key, OutSession session) {
    Entry entry = find(key, key.length, KeyHash.of(key, key.length));
    if (entry != null) {
      entry.sessions.remove(session);
      if (entry.sessions.isEmpty()) {
        delete(entry);
      }
    }
  }

  /** The entry whose key is the first {@code length} bytes of {@code key}. */
  @Nullable Entry find(byte[] key, int length, int hash) {
    int mask = table.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Entry entry = table[i];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash
          && entry.key.length == length
          && Arrays.equals(entry.key, 0, length, key, 0, length)) {
        return entry;
      }
    }
  }

  void forEach(Consumer<SessionList> action) {
    for (Entry entry : table) {
      if (entry != null) {
        action.accept(entry.sessions);
      }
    }
  }

  private void insert(Entry entry) {
    entries++;
    if (entries * 2 > table.length) {
      @Nullable Entry[] old = table;
      table = new @Nullable Entry[old.length * 2];
      for (Entry each : old) {
        if (each != null) {
          place(each);
        }
      }
    }
    place(entry);
  }

  private void place(Entry entry) {
    int mask = table.length - 1;
    int i = entry.hash & mask;
    while (table[i] != null) {
      i = (i + 1) & mask;
    }
    table[i] = entry;
  }

  /** Deletes and closes the hole: what was placed behind it because of it moves up. */
  private void delete(Entry gone) {
    int mask = table.length - 1;
    int i = gone.hash & mask;
    while (table[i] != gone) {
      i = (i + 1) & mask;
    }
    table[i] = null;
    entries--;
    for (int j = (i + 1) & mask; table[j] != null; j = (j + 1) & mask) {
      Entry moved = table[j];
      table[j] = null;
      place(moved);
    }
  }
}
