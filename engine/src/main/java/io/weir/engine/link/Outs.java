package io.weir.engine.link;

import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The way out of a node: every stream is read once, for all sessions on all loops. Any thread. */
public final class Outs {
  private final Log log;
  private final FrameMemory memory;
  private final OutSettings settings;
  private final FilterLimit filters;
  private final List<Hub> hubs;
  private final Map<Stream, Feed> feeds = new ConcurrentHashMap<>();

  /** With filters of {@link FilterLimit#DEFAULT}. */
  public Outs(
      Log log,
      FrameMemory memory,
      List<? extends Loop> loops,
      OutSettings settings,
      Metrics metrics) {
    this(log, memory, loops, settings, FilterLimit.DEFAULT, metrics);
  }

  public Outs(
      Log log,
      FrameMemory memory,
      List<? extends Loop> loops,
      OutSettings settings,
      FilterLimit filters,
      Metrics metrics) {
    this.log = log;
    this.memory = memory;
    this.settings = settings;
    this.filters = filters;
    this.hubs =
        IntStream.range(0, loops.size())
            .mapToObj(i -> new Hub(i, loops.size(), loops.get(i), memory, settings, metrics))
            .toList();
  }

  /** What turns a handshake into a session of this subscription, or refuses it for its filter. */
  public Acceptor subscribe(Subscription subscription) {
    Optional<Refusal> tooLarge = filters.check(subscription.keys());
    if (tooLarge.isPresent()) {
      return (loop, opening) -> opening.refuse(tooLarge.get());
    }
    return (loop, opening) -> {
      Feed feed = feeds.computeIfAbsent(subscription.stream(), this::feed);
      feed.join(new OutSession(subscription, feed, hubs.get(hub(loop)), opening));
    };
  }

  /** What opens a socket that many sessions share, which its owner begins and ends. */
  public Acceptor share(Function<SharedSocket, SharedSocket.Owner> owner) {
    return (loop, opening) -> SharedSocket.open(opening, memory, settings.unsentBytes(), owner);
  }

  /** The bounds of every session. */
  public OutSettings settings() {
    return settings;
  }

  /** The sessions that are open and send. */
  public Sessions sessions() {
    return new Sessions(hubs);
  }

  List<Hub> hubs() {
    return hubs;
  }

  private Feed feed(Stream stream) {
    return new Feed(stream, log, memory, hubs, settings);
  }

  private int hub(Loop loop) {
    for (int i = 0; i < hubs.size(); i++) {
      if (hubs.get(i).loop().equals(loop)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not a loop of this node: " + loop);
  }
}
