package io.weir.admin;

import io.javalin.http.Context;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.SessionStatus;
import io.weir.engine.link.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/v1/sessions}. Thread: that of each request, which waits for the event loops. */
record SessionRoutes(Supplier<Optional<Sessions>> sessions) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  void list(Context context) {
    int limit = limit(Optional.ofNullable(context.queryParam("limit")));
    Sessions.Listing listing =
        sessions
            .get()
            .map(open -> open.list(limit, PATIENCE))
            .orElseGet(() -> new Sessions.Listing(0, 0, List.of()));
    context.json(
        new Page(
            listing.total(),
            listing.silentLoops(),
            listing.sessions().stream().map(Row::of).toList()));
  }

  void close(Context context) {
    String id = context.pathParam("id");
    sessions.get().orElseThrow(SessionRoutes::starting).close(id, PATIENCE);
    context.status(204);
  }

  private static int limit(Optional<String> written) {
    String text = written.orElse(Integer.toString(DEFAULT_LIMIT));
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      String message = "limit is a whole number from 1 to " + MAX_LIMIT;
      throw new Refusal(ErrorCode.BAD_REQUEST, message).asException();
    }
    return limit;
  }

  private static RuntimeException starting() {
    return new Refusal(ErrorCode.NOT_FOUND, "this node is starting and has no sessions yet")
        .asException();
  }

  /** The answer; the components are the JSON members, as are those of its rows. */
  record Page(long total, int silentLoops, List<Row> sessions) {}

  /**
   * A session.
   *
   * @param since RFC 3339
   */
  record Row(
      String id,
      String who,
      String address,
      String listener,
      String stream,
      String direction,
      List<String> keys,
      SessionStatus.Sent sent,
      SessionStatus.Received received,
      long unsent,
      String since) {

    static Row of(SessionStatus session) {
      return new Row(
          session.id(),
          session.who(),
          session.address(),
          session.listener(),
          session.stream(),
          session.direction(),
          session.keys(),
          session.sent(),
          session.received(),
          session.unsent(),
          session.since().toString());
    }
  }
}
