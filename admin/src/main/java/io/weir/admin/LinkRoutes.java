package io.weir.admin;

import io.javalin.http.Context;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.dial.LinkStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/links}: those that dial. Thread: that of each request; nothing blocks. */
record LinkRoutes(Supplier<DialLinks> links) {

  void list(Context context) {
    context.json(links.get().list().stream().map(Row::of).toList());
  }

  void retry(Context context) {
    links.get().retry(context.pathParam("name"));
    context.status(204);
  }

  /**
   * A link; the components are the JSON members.
   *
   * @param since RFC 3339, as is {@code until}
   * @param until when a waiting link tries again
   * @param confirmed the next offset of each partition that the peer has not confirmed
   */
  record Row(
      String name,
      String side,
      String direction,
      String stream,
      String url,
      String state,
      String since,
      @Nullable String until,
      @Nullable String lastError,
      long attempts,
      long inFlight,
      long lag,
      Map<Integer, Long> confirmed) {

    static Row of(LinkStatus status) {
      return new Row(
          status.link().name(),
          "dial",
          status.link().direction(),
          status.link().stream(),
          status.url(),
          status.state(),
          status.since().toString(),
          orNull(status.until().map(Instant::toString)),
          orNull(status.lastError()),
          status.attempts(),
          status.counts().inFlight(),
          status.counts().lag(),
          new TreeMap<>(status.counts().confirmed()));
    }

    private static @Nullable String orNull(Optional<String> value) {
      return value.orElse(null);
    }
  }
}
