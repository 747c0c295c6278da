package io.weir.engine.socket;

import java.util.List;

/** How frames travel on a connection. */
public enum Wire {
  /** As WebSocket messages. */
  PLAIN(0),
  /** As WebSocket messages that are compressed where it makes them smaller (RFC 7692). */
  DEFLATED(1);

  /** All of them, without a copy for each caller. */
  public static final List<Wire> ALL = List.of(values());

  private final int index;

  Wire(int index) {
    this.index = index;
  }

  /** From 0 on, for arrays that are indexed by it. */
  public int index() {
    return index;
  }
}
