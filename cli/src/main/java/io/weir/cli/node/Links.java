package io.weir.cli.node;

import io.weir.engine.config.DialLinkSettings;
import io.weir.engine.dial.DialEdge;
import io.weir.engine.dial.DialLink;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.dial.DialUser;
import io.weir.engine.dial.LinkName;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the dialing links of a node from its settings, spread over its loops. Thread: the node's.
 */
final class Links {
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  /** To the peer of a link that this node owns no longer, or not for much longer. */
  static final CloseReason GIVEN_UP = new CloseReason(1001, "this node has given the link up");

  private static final CloseReason LEAVING =
      CloseReason.of(new Refusal(ErrorCode.SHUTTING_DOWN, "the server is stopping"));

  private final List<? extends Loop> loops;
  private final Function<Loop, DialEdge> edges;
  private final List<DialLink> links = new ArrayList<>();

  /**
   * @param edges what a link on this loop is given; its dialer connects on that loop
   */
  Links(List<? extends Loop> loops, Function<Loop, DialEdge> edges) {
    this.loops = loops;
    this.edges = edges;
  }

  /** The loop that the next link will be on. */
  Loop next() {
    return loops.get(links.size() % loops.size());
  }

  /** A link on {@link #next}; whoever claims it starts it. */
  DialLink add(DialLinkSettings settings, DialUser user) {
    Loop loop = next();
    LinkName name =
        new LinkName(settings.name(), settings.out().isPresent() ? "out" : "in", settings.stream());
    DialLink link = new DialLink(name, settings.dial(), user, edges.apply(loop), loop);
    links.add(link);
    return link;
  }

  /** Those that were added, for operators. */
  DialLinks all() {
    return new DialLinks(links);
  }

  /** Closes what is open, with 1012. */
  void stop(Duration patience) {
    CompletableFuture<?>[] stops =
        links.stream().map(link -> link.stop(LEAVING)).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(stops).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("event=links_cut_off links={}", links.size());
    }
  }
}
