package io.weir.engine.frame;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a session takes its records: in which kind, and whether its socket takes compressed messages
 * (RFC 7692). All sessions of one form share their frames.
 */
public record FrameForm(FrameKind kind, boolean compressed) {
  /** All forms, by their {@link #index}. */
  public static final List<FrameForm> ALL =
      FrameKind.ALL.stream()
          .flatMap(kind -> Stream.of(new FrameForm(kind, false), new FrameForm(kind, true)))
          .toList();

  /** How many forms there are, for arrays that are indexed by {@link #index}. */
  public static final int COUNT = ALL.size();

  /** The form, without making it anew. */
  public static FrameForm of(FrameKind kind, boolean compressed) {
    return ALL.get(index(kind, compressed));
  }

  private static int index(FrameKind kind, boolean compressed) {
    return 2 * kind.index() + (compressed ? 1 : 0);
  }

  /** From 0 to {@link #COUNT}, exclusive. */
  public int index() {
    return index(kind, compressed);
  }
}
