package io.weir.dialects.weir;

import io.weir.engine.stream.Stream;

/**
 * What a path leads to.
 *
 * @param link the name of the link that put it there, for metrics; empty for a stream's own path
 */
public record Route(Stream stream, String link) {
  /** Where clients subscribe to any of them by messages. */
  static final String ALL = "/streams";

  /** Below this every declared stream has its own path. */
  public static final String STREAMS = "/streams/";

  /** The path that a stream has without a link. */
  public static String path(Stream stream) {
    return STREAMS + stream.name();
  }
}
