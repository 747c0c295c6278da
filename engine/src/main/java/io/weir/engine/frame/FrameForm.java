package io.weir.engine.frame;

import io.weir.engine.socket.Wire;
import java.util.List;

/**
 * How a session takes its records: in which kind, and how they travel. All sessions of one form
 * share their frames.
 */
public record FrameForm(FrameKind kind, Wire wire) {
  /** All forms, by their {@link #index}. */
  public static final List<FrameForm> ALL =
      FrameKind.ALL.stream()
          .flatMap(kind -> Wire.ALL.stream().map(wire -> new FrameForm(kind, wire)))
          .toList();

  /** How many forms there are, for arrays that are indexed by {@link #index}. */
  public static final int COUNT = ALL.size();

  /** The form, without making it anew. */
  public static FrameForm of(FrameKind kind, Wire wire) {
    return ALL.get(index(kind, wire));
  }

  private static int index(FrameKind kind, Wire wire) {
    return Wire.ALL.size() * kind.index() + wire.index();
  }

  /** From 0 to {@link #COUNT}, exclusive. */
  public int index() {
    return index(kind, wire);
  }
}
