package io.weir.engine.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a stream a session wants: all, or those whose key equals one of some keys or
 * begins with one of some prefixes. A record without a key matches only {@link #ALL}.
 *
 * @param exact keys; with no prefixes and no keys at all, every record matches
 */
public record KeyFilter(List<Key> exact, List<Key> prefixes) {
  public static final KeyFilter ALL = new KeyFilter(List.of(), List.of());

  public KeyFilter {
    exact = List.copyOf(exact);
    prefixes = List.copyOf(prefixes);
  }

  /**
   * From patterns as they stand in URLs: {@code truck-001} is a key, {@code truck-*} a prefix,
   * {@code *} all. No patterns: all. Repeated ones count once.
   */
  public static KeyFilter of(List<String> patterns) {
    if (patterns.isEmpty() || patterns.contains("*")) {
      return ALL;
    }
    return new KeyFilter(
        patterns.stream().filter(p -> !p.endsWith("*")).distinct().map(Key::of).toList(),
        patterns.stream()
            .filter(p -> p.endsWith("*"))
            .distinct()
            .map(p -> Key.of(p.substring(0, p.length() - 1)))
            .toList());
  }

  public boolean isAll() {
    return exact.isEmpty() && prefixes.isEmpty();
  }

  /** Whether a record with this key is wanted. */
  public boolean matches(byte @Nullable [] key) {
    if (isAll()) {
      return true;
    }
    return key != null
        && (exact.stream().anyMatch(each -> Arrays.equals(each.bytes(), key))
            || prefixes.stream().anyMatch(each -> each.isPrefixOf(key)));
  }

  /** The patterns that it was made from, as URLs have them. */
  public List<String> patterns() {
    if (isAll()) {
      return List.of("*");
    }
    Stream<String> beginnings = prefixes.stream().map(prefix -> prefix + "*");
    return Stream.concat(exact.stream().map(Key::toString), beginnings).toList();
  }

  /** The bytes of a key or of the beginning of one, compared by what is in them. */
  @SuppressWarnings("ArrayRecordComponent") // equals and hashCode are written out
  public record Key(byte[] bytes) {
    public static Key of(String text) {
      return new Key(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isPrefixOf(byte[] key) {
      return bytes.length <= key.length
          && Arrays.equals(bytes, 0, bytes.length, key, 0, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
