package io.weir.cli.node;

import io.weir.engine.config.DialLinkSettings;
import io.weir.engine.config.Settings;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.link.in.Ins;
import io.weir.engine.link.push.PushEdge;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links of a node that dial, in both directions. Thread: the node's. */
final class DialedLinks {
  private static final Logger LOG = LoggerFactory.getLogger(DialedLinks.class);

  private final PushEdge edge;
  private final Links links;
  private final List<Pushed> pushed = new ArrayList<>();
  private final List<Tapped> tapped = new ArrayList<>();

  DialedLinks(Settings settings, Links links, PushEdge edge, Ins ins) {
    this.edge = edge;
    this.links = links;
    Map<String, Stream> declared =
        settings.streams().stream().collect(Collectors.toMap(Stream::name, Function.identity()));
    Function<String, Stream> streams = name -> Objects.requireNonNull(declared.get(name));
    for (DialLinkSettings each : settings.dials()) {
      if (each.out().isPresent()) {
        pushed.add(new Pushed(each, links, edge, streams));
      } else {
        tapped.add(new Tapped(each, links, ins, streams));
      }
    }
  }

  /** For operators. */
  DialLinks all() {
    return links.all();
  }

  /** Claims them all; who has one dials. */
  void start() {
    pushed.forEach(Pushed::begin);
    tapped.forEach(each -> each.begin(edge.claims()));
  }

  /** Commits what is confirmed, closes what is open with 1012, and leaves the links to others. */
  void stop(Duration patience) {
    CompletableFuture<?>[] ends =
        pushed.stream().map(Pushed::end).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("event=pushes_cut_off links={}", pushed.size());
    }
    links.stop(patience);
    tapped.forEach(Tapped::end);
  }
}
