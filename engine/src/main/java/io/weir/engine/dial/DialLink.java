package io.weir.engine.dial;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Remote;
import io.weir.engine.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one socket to one peer open, for ever, as long as this node is the one that has to. Its
 * states are those of {@link DialState}.
 *
 * <p>It never gives up, whatever the peer answers; it only waits longer where the peer says that
 * coming back is of no use. A socket of before has ended before the next one is dialed.
 *
 * <p>Thread: its loop; {@link #start}, {@link #stop}, {@link #retry} and {@link #status} any.
 */
public final class DialLink implements DialConnection.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(DialLink.class);

  /** After so long a connection was of use, even if nothing was exchanged. */
  static final Duration USEFUL = Duration.ofSeconds(10);

  /** A peer that asks for more does not get it. */
  static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

  /** A peer that has not answered our close frame by then is cut: others wait for the link. */
  static final Duration FAREWELL = Duration.ofSeconds(1);

  private static final CloseReason NOT_STARTED = new CloseReason(1001, "not started");

  private final LinkName name;
  private final DialSettings settings;
  private final DialUser user;
  private final DialEdge edge;
  private final Loop loop;
  private final Backoff backoff;
  private final Resume resume;
  private final Count attempts;

  private DialState state = new DialState.Stopped(NOT_STARTED);
  private long changes;
  private boolean wanted;
  private @Nullable DialConnection leaving;
  private @Nullable CompletableFuture<@Nullable Void> stopped;

  private volatile Shown shown;

  /** What others may see of the state. */
  private record Shown(
      String url, String state, Instant since, Optional<Instant> until, Optional<String> error) {}

  public DialLink(LinkName name, DialSettings settings, DialUser user, DialEdge edge, Loop loop) {
    this.name = name;
    this.settings = settings;
    this.user = user;
    this.edge = edge;
    this.loop = loop;
    this.backoff = new Backoff(settings.backoff(), edge.random());
    this.resume = new Resume(settings.resume(), loop, user::remember);
    Labels labels = Labels.of("link", name.name()).and("stream", name.stream());
    this.attempts = edge.metrics().count(Metric.LINK_ATTEMPTS, labels);
    String url = settings.remote().fill(Optional.empty()).toString();
    this.shown =
        new Shown(url, state.id(), edge.clock().instant(), Optional.empty(), Optional.empty());
    measure(edge.metrics(), labels);
  }

  private void measure(Metrics metrics, Labels labels) {
    for (String each : List.of("connecting", "open", "waiting", "stopped")) {
      metrics.gauge(
          Metric.LINK_STATE, labels.and("state", each), () -> shown.state().equals(each) ? 1 : 0);
    }
    metrics.gauge(Metric.LINK_IN_FLIGHT, labels, () -> user.counts().inFlight());
    metrics.gauge(Metric.LINK_LAG, labels, () -> user.counts().lag());
  }

  /**
   * This node has the link from now on. Without effect if it has it already.
   *
   * @param last what {@link DialUser#remember} was told last, on any node
   */
  public void start(Optional<String> last) {
    loop.execute(
        () -> {
          if (!wanted) {
            wanted = true;
            backoff.reset();
            resume.restore(last);
            if (leaving == null) {
              connect();
            }
          }
        });
  }

  /**
   * This node does not have the link any more, or ends. Completes when its socket has ended, after
   * {@link #FAREWELL} at the latest; what the session still tells of until then is remembered.
   *
   * @param reason what the peer is told
   */
  public CompletableFuture<@Nullable Void> stop(CloseReason reason) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          wanted = false;
          leave(reason);
          resume.flush();
          if (leaving == null) {
            done.complete(null);
          } else {
            onStopped(done);
          }
        });
    return done;
  }

  private void onStopped(CompletableFuture<@Nullable Void> done) {
    if (stopped == null) {
      stopped = done;
    } else {
      stopped.whenComplete((nothing, failure) -> done.complete(null));
    }
  }

  private void leave(CloseReason reason) {
    DialConnection connection =
        switch (state) {
          case DialState.Connecting(DialConnection trying) -> trying;
          case DialState.Open(DialConnection open) -> open;
          case DialState.Waiting waiting -> null;
          case DialState.Stopped before -> null;
        };
    if (connection != null && connection.stop(reason)) {
      leaving = connection;
      loop.after(FAREWELL, () -> cut(connection));
    }
    if (!(state instanceof DialState.Stopped)) {
      become(new DialState.Stopped(reason), shown.error());
      LOG.info("event=link_stopped link={} reason=\"{}\"", name.name(), reason.reason());
    }
  }

  private void cut(DialConnection connection) {
    if (connection.equals(leaving)) {
      LOG.warn("event=link_cut link={} url={}", name.name(), shown.url());
      connection.cut();
    }
  }

  /** Tries again at once, if it waits. Whether it did. */
  public boolean retry() {
    boolean waits = shown.state().equals("waiting");
    loop.execute(
        () -> {
          if (state instanceof DialState.Waiting) {
            connect();
          }
        });
    return waits;
  }

  public LinkName name() {
    return name;
  }

  public LinkStatus status() {
    Shown now = shown;
    LinkCounts counts = user.counts();
    return new LinkStatus(
        name,
        now.url(),
        now.state(),
        now.since(),
        now.until(),
        counts.problem().or(now::error),
        attempts.value(),
        counts);
  }

  private void connect() {
    Remote remote = settings.remote().fill(resume.last());
    DialConnection connection = new DialConnection(this, settings, user, edge.memory(), resume);
    attempts.add(1);
    become(new DialState.Connecting(connection), shown.error());
    shown =
        new Shown(remote.toString(), state.id(), shown.since(), Optional.empty(), shown.error());
    LOG.debug("event=link_connecting link={} url={}", name.name(), remote);
    edge.dialer().dial(remote, connection, failure -> onFailed(connection, failure));
  }

  private void onFailed(DialConnection connection, DialFailure failure) {
    onEnded(connection, Ending.of(failure));
  }

  @Override
  public void onOpen(DialConnection connection) {
    if (state.equals(new DialState.Connecting(connection))) {
      become(new DialState.Open(connection), shown.error());
      LOG.info("event=link_open link={} url={}", name.name(), shown.url());
      long change = changes;
      loop.after(
          USEFUL,
          () -> {
            if (changes == change) {
              backoff.reset();
            }
          });
    }
  }

  @Override
  public void onProgress(DialConnection connection) {
    if (isCurrent(connection) || state instanceof DialState.Waiting) {
      backoff.reset(); // also if it has ended since
    }
  }

  @Override
  public void onEnded(DialConnection connection, Ending ending) {
    if (isCurrent(connection)) {
      await(ending);
    } else if (connection.equals(leaving)) {
      leaving = null;
      onLeft();
    }
  }

  private boolean isCurrent(DialConnection connection) {
    return switch (state) {
      case DialState.Connecting(DialConnection trying) -> trying.equals(connection);
      case DialState.Open(DialConnection open) -> open.equals(connection);
      case DialState.Waiting waiting -> false;
      case DialState.Stopped stopping -> false;
    };
  }

  private void onLeft() {
    resume.flush();
    CompletableFuture<@Nullable Void> done = stopped;
    stopped = null;
    if (done != null) {
      done.complete(null);
    }
    if (wanted) {
      connect();
    }
  }

  private void await(Ending ending) {
    Duration wait = ending.denied() ? backoff.longest() : backoff.next();
    Duration asked = ending.retryAfter().orElse(Duration.ZERO);
    Duration delay = wait.plus(asked.compareTo(MAX_RETRY_AFTER) < 0 ? asked : MAX_RETRY_AFTER);
    become(
        new DialState.Waiting(edge.clock().instant().plus(delay)), Optional.of(ending.message()));
    LOG.warn(
        "event=link_waiting link={} url={} delay={} reason=\"{}\"",
        name.name(),
        shown.url(),
        Durations.print(delay),
        ending.message());
    long change = changes;
    loop.after(
        delay,
        () -> {
          if (changes == change) {
            connect();
          }
        });
  }

  private void become(DialState next, Optional<String> error) {
    state = next;
    changes++;
    Optional<Instant> until =
        next instanceof DialState.Waiting(Instant at) ? Optional.of(at) : Optional.empty();
    shown = new Shown(shown.url(), next.id(), edge.clock().instant(), until, error);
  }
}
