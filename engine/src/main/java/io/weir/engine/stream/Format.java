package io.weir.engine.stream;

/** How the values of a stream are read where a frame has to look inside them. */
public enum Format {
  /** JSON where it parses, otherwise as {@link #TEXT}. */
  JSON,
  /** UTF-8 where it decodes, otherwise as {@link #BYTES}. */
  TEXT,
  BYTES
}
