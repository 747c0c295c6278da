package io.weir.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.limit.Connections;
import io.weir.engine.limit.Rate;
import io.weir.engine.listener.Client;
import io.weir.engine.listener.Handshake;
import io.weir.engine.listener.Proxies;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way into one listener: counts who is inside and turns away who is too much. Thread: the loop
 * of the connection that it is asked about; the counts are those of all loops.
 *
 * <p>A connection counts from its being accepted until it is closed, and for its address as soon as
 * that is known: at once, or with its request if it comes from a trusted proxy.
 */
final class Entrance {
  /** Connections over the limit that are told so at a time. The others are cut without a word. */
  private static final int MAX_TOLD = 64;

  private final String listener;
  private final boolean tls;
  private final Gate gate;
  private final Proxies proxies;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  /** One for all connections, so that each costs no object more. */
  private final ChannelFutureListener leaving = closed -> leave();

  private final ChannelFutureListener hasHeard = closed -> told.decrementAndGet();

  /**
   * @param tls whether it speaks TLS, so that nobody can be told anything before a handshake
   */
  Entrance(String listener, boolean tls, Gate gate, Proxies proxies) {
    this.listener = listener;
    this.tls = tls;
    this.gate = gate;
    this.proxies = proxies;
    gate.metrics().gauge(Metric.CONNECTIONS, Labels.of("listener", listener), open::get);
  }

  /** A connection was accepted: whether it may stay. One that may not has been turned away. */
  boolean admit(Channel accepted, NettyLoop loop) {
    Optional<Refusal> full = gate.connections().enter();
    if (full.isPresent()) {
      turnAway(accepted, full.get(), loop);
      return false;
    }
    open.incrementAndGet();
    accepted.closeFuture().addListener(leaving);
    InetAddress peer = peer(accepted);
    Optional<Refusal> crowded = proxies.trusts(peer) ? Optional.empty() : enterFrom(peer, accepted);
    crowded.ifPresent(refusal -> turnAway(accepted, refusal, loop));
    return crowded.isEmpty();
  }

  private void leave() {
    gate.connections().leave();
    open.decrementAndGet();
  }

  private Optional<Refusal> enterFrom(InetAddress address, Channel channel) {
    Connections connections = gate.connections();
    if (!connections.areCountedByAddress()) {
      return Optional.empty();
    }
    Optional<Refusal> refusal = connections.enter(address);
    if (refusal.isEmpty()) {
      channel.closeFuture().addListener(closed -> connections.leave(address));
    }
    return refusal;
  }

  private void turnAway(Channel accepted, Refusal refusal, NettyLoop loop) {
    loop.countRefusal(listener, refusal.code());
    if (tls || told.get() >= MAX_TOLD) {
      accepted.config().setOption(ChannelOption.SO_LINGER, 0);
      accepted.close();
      return;
    }
    told.incrementAndGet();
    accepted.closeFuture().addListener(hasHeard);
    accepted.pipeline().addLast(new HttpResponseEncoder(), Lingering.HANDLER);
    accepted
        .writeAndFlush(HttpAnswers.refusal(refusal))
        .addListener(sent -> Lingering.endOutput(accepted, loop));
  }

  /**
   * A request has arrived: why it is one too many; empty: it is not, or it has come through a
   * handshake of TLS that was asked about.
   */
  Optional<Refusal> admitRequest(long nowNanos) {
    return tls ? Optional.empty() : admitHandshake(nowNanos);
  }

  /** Whether a handshake of TLS may begin, which is the greater part of what a request costs. */
  boolean admitTls(NettyLoop loop) {
    Optional<Refusal> refusal = admitHandshake(loop.nowNanos());
    refusal.ifPresent(why -> loop.countRefusal(listener, why.code()));
    return refusal.isEmpty();
  }

  private Optional<Refusal> admitHandshake(long nowNanos) {
    if (gate.handshakes().admits(nowNanos)) {
      return Optional.empty();
    }
    Rate rate = gate.handshakes().rate();
    String message = "more requests than limits.handshakes=" + rate;
    return Optional.of(new Refusal(ErrorCode.TOO_MANY_HANDSHAKES, message));
  }

  /** What the client sees where its proxies, if it has any that are trusted, see a handshake. */
  Handshake before(Handshake handshake) {
    return proxies.before(handshake);
  }

  /**
   * A proxy has told its client, before any request: whether that may have one connection more. One
   * that is a proxy itself is asked about when it has told of its own.
   */
  boolean admitProxied(Client client, Channel channel) {
    return proxies.trusts(client.address()) || admit(client, channel).isEmpty();
  }

  /** A proxy has told its client: why that has one connection too many; empty: it has not. */
  Optional<Refusal> admit(Client client, Channel channel) {
    return client.proxied() ? enterFrom(client.address(), channel) : Optional.empty();
  }

  /** Whether the other end may tell of its clients. */
  boolean trusts(Channel accepted) {
    return !proxies.isEmpty() && proxies.trusts(peer(accepted));
  }

  /** The other end of a connection; of one that is gone already, an address that nobody has. */
  static InetAddress peer(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress at
        ? at.getAddress()
        : InetAddress.ofLiteral("0.0.0.0");
  }
}
