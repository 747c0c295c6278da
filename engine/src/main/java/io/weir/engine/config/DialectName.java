package io.weir.engine.config;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the clients of a listener speak. */
public enum DialectName {
  /** The native one, in which links and the paths of streams are served. */
  WEIR("weir"),
  /** That of the Quix WebSocket Destination, in which one stream is served. */
  QUIX("quix");

  private final String id;

  DialectName(String id) {
    this.id = id;
  }

  /** The name in settings, logs and metrics. */
  public String id() {
    return id;
  }

  static Map<String, DialectName> words() {
    return Arrays.stream(values())
        .collect(Collectors.toUnmodifiableMap(DialectName::id, Function.identity()));
  }

  @Override
  public String toString() {
    return id;
  }
}
