package io.weir.engine.link;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the sessions that want the beginning of a key: one {@link KeyIndex} per length of prefix,
 * so that a record costs one look-up per length in use. Thread: one loop.
 */
final class PrefixIndex {
  private int[] lengths = {};
  private KeyIndex[] indexes = {};

  boolean isEmpty() {
    return lengths.length == 0;
  }

  int size() {
    return lengths.length;
  }

  int length(int i) {
    return lengths[i];
  }

  KeyIndex index(int i) {
    return indexes[i];
  }

  void add(byte[] prefix, OutSession session) {
    int at = Arrays.binarySearch(lengths, prefix.length);
    if (at < 0) {
      at = -at - 1;
      insert(at, prefix.length);
    }
    indexes[at].add(prefix, session);
  }

  void remove(byte[] prefix, OutSession session) {
    int at = Arrays.binarySearch(lengths, prefix.length);
    if (at >= 0) {
      indexes[at].remove(prefix, session);
      if (indexes[at].isEmpty()) {
        delete(at);
      }
    }
  }

  void forEach(Consumer<SessionList> action) {
    for (KeyIndex index : indexes) {
      index.forEach(action);
    }
  }

  private void insert(int at, int length) {
    lengths = Arrays.copyOf(lengths, lengths.length + 1);
    indexes = Arrays.copyOf(indexes, lengths.length);
    System.arraycopy(lengths, at, lengths, at + 1, lengths.length - 1 - at);
    System.arraycopy(indexes, at, indexes, at + 1, lengths.length - 1 - at);
    lengths[at] = length;
    indexes[at] = new KeyIndex();
  }

  private void delete(int at) {
    System.arraycopy(lengths, at + 1, lengths, at, lengths.length - 1 - at);
    System.arraycopy(indexes, at + 1, indexes, at, lengths.length - 1 - at);
    lengths = Arrays.copyOf(lengths, lengths.length - 1);
    indexes = Arrays.copyOf(indexes, lengths.length);
  }
}
