package io.weir.cli.node;

import io.weir.dialects.quix.QuixDialect;
import io.weir.dialects.weir.WeirDialect;
import io.weir.engine.config.ListenerSettings;
import io.weir.engine.config.Settings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.in.Ins;
import io.weir.engine.listener.Dialect;
import io.weir.engine.stream.Stream;

/** The one place where the name of a dialect becomes the dialect. */
final class Dialects {
  private Dialects() {}

  static Dialect of(ListenerSettings listener, Settings settings, Outs outs, Ins ins) {
    String name = listener.name();
    return switch (listener.dialect()) {
      case WEIR ->
          new WeirDialect(name, Routes.of(name, settings), Inlets.of(name, settings), outs, ins);
      case QUIX -> new QuixDialect(name, stream(listener, settings), outs);
    };
  }

  private static Stream stream(ListenerSettings listener, Settings settings) {
    String name = listener.stream().orElseThrow();
    return settings.streams().stream()
        .filter(stream -> stream.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
