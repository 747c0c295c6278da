package io.weir.cli.stream;

import io.weir.cli.connection.Target;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the next connection begins: behind what has been printed last, as soon as a cursor says
 * where that is.
 *
 * <p>Thread: any; it is moved on that of the connection.
 */
final class Bookmark {
  private static final Set<String> BEGINNINGS = Set.of("from", "last");

  private final Target first;
  private final Optional<CursorFile> file;
  private volatile @Nullable String cursor;

  /**
   * @param first for as long as there is no cursor
   * @param file what it has is where to begin
   */
  Bookmark(Target first, Optional<CursorFile> file) {
    this.first = first;
    this.file = file;
    this.cursor = file.flatMap(CursorFile::beginning).orElse(null);
  }

  /** What the next connection asks for. */
  URI uri() {
    String known = cursor;
    return known == null ? first.uri() : first.without(BEGINNINGS).orWith("from", known).uri();
  }

  /** A cursor says behind what is printed now; null: not told. */
  void moved(@Nullable String to) {
    if (to != null) {
      cursor = to;
      file.ifPresent(it -> it.keep(to));
    }
  }

  /**
   * Where a connection has begun; which may be ahead of the last records, if it was to send them.
   */
  void greeted(String at) {
    if (cursor != null || !first.has("last")) {
      moved(at);
    }
  }

  /** Saves it, if there is a file to save it in; returns whether that was possible. */
  boolean save() {
    return file.map(CursorFile::save).orElse(true);
  }

  /** What to do if the server does not want it; empty if it was not of a file. */
  Optional<String> remedy() {
    return file.filter(it -> it.beginning().map(read -> read.equals(cursor)).orElse(false))
        .map(it -> "the cursor was read from " + it + "; without that file it begins anew");
  }
}
