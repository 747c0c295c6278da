package io.weir.cli.node;

import io.weir.admin.AdminServer;
import io.weir.admin.AdminSources;
import io.weir.admin.StreamStatus;
import io.weir.engine.config.LimitSettings;
import io.weir.engine.config.ListenerSettings;
import io.weir.engine.config.Secret;
import io.weir.engine.config.Settings;
import io.weir.engine.config.TlsSettings;
import io.weir.engine.dial.DialEdge;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Sessions;
import io.weir.engine.link.in.Ins;
import io.weir.engine.link.push.PushEdge;
import io.weir.engine.listener.Door;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Stream;
import io.weir.engine.text.Durations;
import io.weir.kafka.KafkaLog;
import io.weir.kafka.KafkaSettings;
import io.weir.kafka.KafkaWriter;
import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import io.weir.netty.Gate;
import io.weir.netty.NettyDialer;
import io.weir.netty.NettyFrameMemory;
import io.weir.netty.NettyListener;
import io.weir.netty.NettyLoops;
import io.weir.netty.TlsFiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole Weir in this process. Made from settings, without effects; started once, stopped once.
 *
 * <p>Stopped → Starting: {@link #start} | Ready: every address is bound | Stopping: {@link
 * #retire}, {@link #stop}, or a start that failed
 *
 * <p>Thread: any; starting and stopping exclude each other.
 */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** What each part may take to stop; the sessions' closes have bounds of their own. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Settings settings;
  private final Metrics metrics = new Metrics();
  private final AdminServer admin;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final List<NettyListener> listeners = new ArrayList<>();

  private final CountDownLatch hurried = new CountDownLatch(1);

  private volatile boolean leaving;
  private volatile Phase phase = Phase.STARTING;
  private volatile @Nullable KafkaLog log;
  private @Nullable KafkaWriter writer;
  private volatile @Nullable Sessions sessions;
  private volatile DialLinks links = DialLinks.NONE;
  private String bootstrapServers = "";

  private enum Phase {
    STARTING("starting"),
    READY(""),
    STOPPING("stopping");

    private final String reason;

    Phase(String reason) {
      this.reason = reason;
    }
  }

  public Node(Settings settings) {
    this.settings = settings;
    var at = settings.admin().address();
    this.admin =
        new AdminServer(
            new io.weir.admin.AdminSettings(at.host(), at.port(), settings.admin().apiAccess()),
            new AdminSources(
                metrics,
                this::unready,
                this::streams,
                () -> links,
                () -> Optional.ofNullable(sessions)));
  }

  /**
   * Returns once every address is bound. Kafka may still be away, unless it is the embedded one.
   *
   * @throws io.weir.engine.error.RefusedException if an address is taken or the data folder cannot
   *     be used; what had been started is stopped again
   */
  public synchronized void start() {
    try {
      CompletableFuture<@Nullable Void> operators = startAdmin();
      startKafka();
      startListeners();
      join(operators);
      phase = leaving ? Phase.STOPPING : Phase.READY;
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /** Beside everything else, since it takes as long. Stopped last, so that it can tell why. */
  private CompletableFuture<@Nullable Void> startAdmin() {
    stops.push(() -> admin.stop(Duration.ZERO));
    CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("admin-start")
        .start(
            () -> {
              try {
                admin.start();
                started.complete(null);
              } catch (RuntimeException | Error e) {
                started.completeExceptionally(e);
              }
            });
    stops.push(() -> started.exceptionally(failure -> null).join());
    return started;
  }

  private static void join(CompletableFuture<@Nullable Void> part) {
    try {
      part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private void startKafka() {
    Optional<String> cluster = settings.kafka().bootstrapServers();
    bootstrapServers = cluster.orElseGet(this::startEmbeddedKafka);
    KafkaSettings reached =
        new KafkaSettings(
            bootstrapServers,
            settings.kafka().clientProperties(),
            settings.tails() == 0 ? loopCount() : settings.tails(),
            cluster.isEmpty());
    KafkaLog started = new KafkaLog(reached, metrics);
    stops.push(() -> started.stop(PATIENCE));
    started.start();
    log = started;
    KafkaWriter writing = started.writer(Inlets.largestRecord(settings));
    stops.push(() -> writing.stop(PATIENCE));
    writing.start();
    writer = writing;
  }

  private String startEmbeddedKafka() {
    var at = settings.kafka().address();
    EmbeddedKafka kafka =
        new EmbeddedKafka(new EmbeddedKafkaSettings(at.host(), at.port(), settings.kafka().data()));
    stops.push(() -> kafka.stop(PATIENCE));
    kafka.start();
    return kafka.bootstrapServers();
  }

  private int loopCount() {
    return settings.loops() == 0 ? Runtime.getRuntime().availableProcessors() : settings.loops();
  }

  private void startListeners() {
    NettyLoops loops = new NettyLoops(loopCount(), settings.roster(), metrics);
    stops.push(() -> loops.stop(PATIENCE));
    loops.start();
    Outs outs =
        new Outs(
            log(),
            new NettyFrameMemory(),
            loops.all(),
            settings.out(),
            settings.limits().filter(),
            metrics);
    Ins ins = new Ins(writer(), new NettyFrameMemory(), loops.all(), settings.in(), metrics);
    sessions = outs.sessions().with(ins.sessions());
    Gate gate = Gates.of(settings.limits(), metrics);
    stops.push(() -> drain(loops));
    startLinks(loops, ins);
    for (ListenerSettings each : settings.listeners()) {
      NettyListener listener = new NettyListener(limited(each), door(each, outs, ins), gate, loops);
      stops.push(listener::stop);
      listener.start();
      listeners.add(listener);
      LOG.info(
          "event=listening listener={} dialect={} address={}",
          each.name(),
          each.dialect(),
          Addresses.bound(each.address(), listener.address()));
    }
  }

  private void startLinks(NettyLoops loops, Ins ins) {
    DialedLinks dialed =
        new DialedLinks(
            settings,
            new Links(
                loops.all(),
                loop ->
                    new DialEdge(
                        NettyDialer.on(loops, loop),
                        new NettyFrameMemory(),
                        metrics,
                        InstantSource.system(),
                        new SplittableRandom())),
            new PushEdge(log(), log().claims(), writer(), new NettyFrameMemory(), metrics),
            ins);
    links = dialed.all();
    stops.push(() -> dialed.stop(PATIENCE));
    stops.push(() -> finish(ins));
    dialed.start();
  }

  private Door door(ListenerSettings listener, Outs outs, Ins ins) {
    return new Door(
        Dialects.of(listener, settings, outs, ins),
        listener.access(),
        listener.origins(),
        listener.address().isLoopback());
  }

  private io.weir.netty.ListenerSettings limited(ListenerSettings listener) {
    LimitSettings limits = settings.limits();
    return new io.weir.netty.ListenerSettings(
        listener.name(),
        Addresses.toBind(listener.address()),
        listener.tls().map(Node::files),
        limits.handshakeTimeout(),
        Math.toIntExact(limits.maxUrl().bytes()),
        Math.toIntExact(limits.maxHeader().bytes()),
        Math.toIntExact(limits.maxMessage().bytes()),
        listener.compression(),
        limits.inboundMessages(),
        listener.proxies());
  }

  static TlsFiles files(TlsSettings tls) {
    return new TlsFiles(tls.certificate(), tls.key(), tls.keyPassword().map(Secret::value));
  }

  /** What was taken in is acknowledged before its senders are closed. */
  private static void finish(Ins ins) {
    try {
      ins.finish(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(NettyLoops loops) {
    Refusal leaving = new Refusal(ErrorCode.SHUTTING_DOWN, "the server is stopping");
    try {
      loops.drain(leaving, settings.drain().spread()).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("event=sessions_cut_off open={}", sum(Metric.SESSIONS));
    }
  }

  /** Where everything is; after {@link #start}. */
  public synchronized Addresses addresses() {
    Map<String, String> bound = new LinkedHashMap<>();
    for (int i = 0; i < listeners.size(); i++) {
      ListenerSettings asked = settings.listeners().get(i);
      bound.put(asked.name(), Addresses.bound(asked.address(), listeners.get(i).address()));
    }
    String operators = Addresses.bound(settings.admin().address(), admin.address());
    return new Addresses(bound, operators, bootstrapServers);
  }

  /** Completes when Kafka has answered for the first time; after {@link #start}. */
  public CompletableFuture<@Nullable Void> kafkaAnswered() {
    return log().answered();
  }

  private KafkaWriter writer() {
    KafkaWriter started = writer;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  private KafkaLog log() {
    KafkaLog started = log;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  /**
   * Is not ready any more, and serves on for the drain's delay, so that balancers notice and send
   * nobody here by the time that the addresses are closed. Without effect if it was not ready.
   */
  public void retire() {
    Duration delay = settings.drain().delay();
    leaving = true;
    synchronized (this) {
      if (phase != Phase.READY) {
        return;
      }
      phase = Phase.STOPPING;
    }
    LOG.info("event=stopping delay={}", Durations.print(delay));
    try {
      hurried.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cuts short the delay of {@link #retire}, now or later. */
  public void hurry() {
    hurried.countDown();
  }

  /** Closes sessions with 1012 over the drain's spread, then stops all parts. Idempotent. */
  public synchronized void stop() {
    phase = Phase.STOPPING;
    while (!stops.isEmpty()) {
      try {
        stops.pop().run();
      } catch (RuntimeException | Error e) {
        LOG.error("event=stop_failed", e);
      }
    }
  }

  /** For {@code /readyz}. */
  private List<String> unready() {
    KafkaLog started = log;
    if (phase != Phase.READY || started == null) {
      return List.of(phase.reason);
    }
    return started.unavailability().map(Refusal::message).stream().toList();
  }

  private List<StreamStatus> streams() {
    Map<String, Long> sessions = new LinkedHashMap<>();
    metrics
        .read(Metric.SESSIONS)
        .forEach(
            (labels, open) ->
                sessions.merge(labels.values().getOrDefault("stream", ""), open, Long::sum));
    return settings.streams().stream()
        .map((Stream stream) -> StreamStatus.of(stream, sessions.getOrDefault(stream.name(), 0L)))
        .toList();
  }

  private long sum(Metric metric) {
    return metrics.read(metric).values().stream().mapToLong(Long::longValue).sum();
  }
}
