package io.weir.engine.socket;

import java.util.List;

/** How frames travel on a connection. */
public enum Wire {
  /** As WebSocket messages. */
  PLAIN(0),
  /** As WebSocket messages that are compressed where it makes them smaller (RFC 7692). */
  DEFLATED(1),
  /** As Server-Sent Events, each in a chunk of an HTTP response. */
  EVENTS(2),
  /** As lines, nearly all of them JSON, each in a chunk of an HTTP response. */
  LINES(3);

  /** All of them, without a copy for each caller. */
  public static final List<Wire> ALL = List.of(values());

  private final int index;

  Wire(int index) {
    this.index = index;
  }

  /** Whether both sides speak frames of RFC 6455; otherwise only ours speaks. */
  public boolean isWebSocket() {
    return switch (this) {
      case PLAIN, DEFLATED -> true;
      case EVENTS, LINES -> false;
    };
  }

  /** From 0 on, for arrays that are indexed by it. */
  public int index() {
    return index;
  }
}
