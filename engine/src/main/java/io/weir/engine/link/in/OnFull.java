package io.weir.engine.link.in;

import java.util.Locale;

/** What becomes of a message that comes while too much is unacknowledged. */
public enum OnFull {
  /** Nothing: the socket is not read until there is room. */
  WAIT,
  /** It is refused with {@link io.weir.engine.error.ErrorCode#BUSY}. */
  REFUSE;

  /** In parameters. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
