package io.weir.cli.node;

import io.weir.engine.config.ConfirmSettings;
import io.weir.engine.config.DialLinkSettings;
import io.weir.engine.config.PushSettings;
import io.weir.engine.dial.DialLink;
import io.weir.engine.dial.DialProgress;
import io.weir.engine.dial.DialUser;
import io.weir.engine.dial.LinkCounts;
import io.weir.engine.link.push.Confirm;
import io.weir.engine.link.push.Dialing;
import io.weir.engine.link.push.Push;
import io.weir.engine.link.push.PushEdge;
import io.weir.engine.link.push.PushStatus;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.stream.Stream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A link that sends a stream to its peer: a push, and the dialing that brings it sockets. */
final class Pushed implements DialUser, Dialing {
  private final Push push;
  private final DialLink link;

  /**
   * @param streams the declared ones, by name
   */
  Pushed(DialLinkSettings settings, Links links, PushEdge edge, Function<String, Stream> streams) {
    this.push = new Push(settings(settings, streams), edge, links.next(), this);
    this.link = links.add(settings, this);
  }

  /** Claims the link. */
  void begin() {
    push.start();
  }

  /** Completes when what was confirmed is committed, and others may have the link. */
  CompletableFuture<@Nullable Void> end() {
    return push.stop();
  }

  @Override
  public Acceptor next(DialProgress progress) {
    return push.acceptor(progress::onProgress);
  }

  @Override
  public boolean hearsEarly() {
    return false;
  }

  @Override
  public LinkCounts counts() {
    PushStatus status = push.status();
    Map<Integer, Long> confirmed = new HashMap<>();
    for (int partition = 0; partition < status.confirmed().count(); partition++) {
      confirmed.put(partition, status.confirmed().next(partition));
    }
    return new LinkCounts(status.inFlight(), status.lag(), confirmed, status.problem());
  }

  @Override
  public void start() {
    link.start(Optional.empty());
  }

  @Override
  public CompletableFuture<@Nullable Void> stop() {
    return link.stop(Links.GIVEN_UP);
  }

  private static io.weir.engine.link.push.PushSettings settings(
      DialLinkSettings link, Function<String, Stream> streams) {
    PushSettings out = link.out().orElseThrow();
    return new io.weir.engine.link.push.PushSettings(
        link.name(),
        streams.apply(link.stream()),
        out.keys(),
        out.frame(),
        out.from(),
        confirm(out, streams),
        out.inFlightRecords(),
        Math.toIntExact(out.inFlight().bytes()),
        out.patience());
  }

  private static Confirm confirm(PushSettings out, Function<String, Stream> streams) {
    return switch (out.confirm()) {
      case ConfirmSettings.Pong() -> new Confirm.Pong();
      case ConfirmSettings.Written() -> new Confirm.Written();
      case ConfirmSettings.Ack ack ->
          new Confirm.Ack(
              ack.match()::matches,
              ack.id(),
              ack.cumulative(),
              ack.reject()
                  .map(
                      reject ->
                          new Confirm.Reject(
                              reject::matches,
                              out.retries(),
                              streams.apply(out.deadLetters().orElseThrow()))));
    };
  }
}
