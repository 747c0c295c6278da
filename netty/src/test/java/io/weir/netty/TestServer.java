package io.weir.netty;

import io.weir.engine.access.Access;
import io.weir.engine.limit.Connections;
import io.weir.engine.limit.Rate;
import io.weir.engine.limit.RateLimit;
import io.weir.engine.listener.Door;
import io.weir.engine.listener.Proxies;
import io.weir.engine.listener.Subnet;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.RosterSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A listener on a free port. Thread: the test's.
 *
 * <p>What is set before {@link #start} counts; unset it is as patient as in earnest.
 */
final class TestServer implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final FakeDialect dialect = new FakeDialect();
  private final Metrics metrics = new Metrics();

  private Optional<TlsFiles> tls = Optional.empty();
  private Venue venue = Venue.ECHO;
  private Transport transport = Transport.best();
  private RosterSettings roster = RosterSettings.DEFAULT;
  private CloseTimeouts timeouts =
      new CloseTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(10));
  private List<String> origins = List.of("https://app.example");
  private int maxMessageBytes = 1 << 20;
  private Duration handshakeTimeout = Duration.ofSeconds(10);

  private Gate gate = Gate.open(metrics);
  private Rate inbound = Rate.UNBOUNDED;
  private Proxies proxies = Proxies.NONE;

  private final int loopCount;
  private NettyLoops loops;
  private NettyListener listener;
  private @Nullable QuixStage quix;

  @SuppressWarnings("NullAway.Init") // by start
  TestServer(int loopCount) {
    this.loopCount = loopCount;
  }

  TestServer venue(Venue value) {
    venue = value;
    return this;
  }

  TestServer transport(Transport value) {
    transport = value;
    return this;
  }

  TestServer tls(TlsFiles value) {
    tls = Optional.of(value);
    return this;
  }

  TestServer roster(Duration pingInterval, Duration idleTimeout) {
    roster = new RosterSettings(pingInterval, idleTimeout);
    return this;
  }

  TestServer timeouts(Duration answer, Duration linger) {
    timeouts = new CloseTimeouts(answer, linger, timeouts.drain());
    return this;
  }

  TestServer drainTimeout(Duration value) {
    timeouts = new CloseTimeouts(timeouts.answer(), timeouts.linger(), value);
    return this;
  }

  TestServer maxMessageBytes(int value) {
    maxMessageBytes = value;
    return this;
  }

  TestServer handshakeTimeout(Duration value) {
    handshakeTimeout = value;
    return this;
  }

  TestServer maxConnections(int inAll, int perAddress) {
    gate = new Gate(new Connections(inAll, perAddress), gate.handshakes(), metrics);
    return this;
  }

  TestServer handshakes(Rate value) {
    gate = new Gate(gate.connections(), new RateLimit(value, System.nanoTime()), metrics);
    return this;
  }

  TestServer inbound(Rate value) {
    inbound = value;
    return this;
  }

  TestServer proxies(String... subnets) {
    proxies = new Proxies(Stream.of(subnets).map(Subnet::of).toList());
    return this;
  }

  TestServer origins(String... values) {
    origins = List.of(values);
    return this;
  }

  TestServer start(int port) {
    loops = new NettyLoops(loopCount, roster, metrics, transport, timeouts);
    loops.start();
    if (venue == Venue.TLS && tls.isEmpty()) {
      tls = Optional.of(TestIdentity.shared().files());
    }
    if (venue == Venue.QUIX) {
      quix = new QuixStage(loops, metrics);
      dialect.leaveTo(quix.dialect());
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    ListenerSettings defaults = ListenerSettings.of("test", address);
    ListenerSettings settings =
        new ListenerSettings(
            "test",
            address,
            tls,
            handshakeTimeout,
            defaults.maxTargetBytes(),
            defaults.maxHeaderBytes(),
            maxMessageBytes,
            true,
            inbound,
            proxies);
    Door door = new Door(dialect, new Access.Open(), origins, true);
    listener = new NettyListener(settings, door, gate, loops);
    listener.start();
    return this;
  }

  TestServer start() {
    return start(0);
  }

  FakeDialect dialect() {
    return dialect;
  }

  Metrics metrics() {
    return metrics;
  }

  NettyLoops loops() {
    return loops;
  }

  InetSocketAddress address() {
    return listener.address();
  }

  RawPeer connect() {
    return connect(0);
  }

  /**
   * @param receiveBytes for the kernel to keep until they are read; 0: what it likes
   */
  RawPeer connect(int receiveBytes) {
    return RawPeer.connect(venue, address(), receiveBytes);
  }

  /** A new connection for {@link #expectServed}. */
  RawPeer openServed() {
    return open(quix == null ? "/echo" : "/*");
  }

  /** A session gets what it is there for. */
  void expectServed(RawPeer peer, String text) {
    if (quix == null) {
      peer.expectEcho(text);
    } else {
      String json = "\"" + text + "\"";
      quix.produce(json);
      peer.expectText(json);
    }
  }

  /** A new connection that is open at a path. */
  RawPeer open(String target) {
    return connect().upgrade(target);
  }

  /** As the listener does every few seconds. */
  void lookAtCertificates() {
    listener.lookAtCertificates();
  }

  /** Accepts nobody any more. */
  void stopListening() {
    listener.stop();
  }

  @Override
  public void close() {
    listener.stop();
    if (quix != null) {
      quix.close();
    }
    loops.stop(STOP);
  }
}
