package io.weir.engine.stream;

/** What happens to a session whose client reads too slowly. */
public enum Slow {
  /** It reads from the log what it has missed, and goes on live when it has caught up. */
  CATCH_UP("catch-up"),
  /** It gets of each key the latest record; those without a key as in {@link #DROP_OLDEST}. */
  CONFLATE("conflate"),
  /** It misses what is oldest. */
  DROP_OLDEST("drop-oldest"),
  /** It is closed. */
  DISCONNECT("disconnect");

  private final String id;

  Slow(String id) {
    this.id = id;
  }

  /** The name in URLs and settings. */
  public String id() {
    return id;
  }
}
