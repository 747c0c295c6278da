package io.weir.cli.node;

import io.weir.dialects.weir.Route;
import io.weir.engine.config.LinkSettings;
import io.weir.engine.config.Settings;
import io.weir.engine.stream.Stream;
import java.util.HashMap;
import java.util.Map;

/** What each listener serves: the streams at their own paths, and the links. */
final class Routes {
  private Routes() {}

  /** By exact path. A link that repeats a stream's own path takes its place and gives it a name. */
  static Map<String, Route> of(String listener, Settings settings) {
    Map<String, Route> routes = new HashMap<>();
    Map<String, Stream> streams = new HashMap<>();
    for (Stream stream : settings.streams()) {
      streams.put(stream.name(), stream);
      if (stream.out()) {
        routes.put(Route.path(stream), new Route(stream, ""));
      }
    }
    for (LinkSettings link : settings.links()) {
      Stream stream = streams.get(link.stream());
      if (stream != null && link.in().isEmpty() && link.listeners().contains(listener)) {
        routes.put(link.path(), new Route(stream, link.name()));
      }
    }
    return routes;
  }
}
