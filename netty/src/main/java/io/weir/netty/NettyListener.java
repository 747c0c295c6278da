package io.weir.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.NetUtil;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.listener.Door;
import io.weir.engine.listener.Unbound;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An address that accepts WebSockets. Started and stopped by the composition root. */
public final class NettyListener {
  static final String HTTP_DECODER = "http-decoder";
  static final String HTTP_ENCODER = "http-encoder";

  private static final int BACKLOG = 4096;

  private final ListenerSettings settings;
  private final Door door;
  private final NettyLoops loops;
  private final Entrance entrance;
  private final HttpDecoderConfig requests;
  private final FramePipeline frames;
  private final @Nullable Tls tls;
  private @Nullable Channel channel;

  public NettyListener(ListenerSettings settings, Door door, Gate gate, NettyLoops loops) {
    this.settings = settings;
    this.door = door;
    this.loops = loops;
    this.entrance =
        new Entrance(settings.name(), settings.tls().isPresent(), gate, settings.proxies());
    this.requests =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(settings.maxTargetBytes())
            .setMaxHeaderSize(settings.maxHeaderBytes());
    this.frames = new FramePipeline(settings.maxMessageBytes(), settings.inbound());
    this.tls = settings.tls().map(this::tls).orElse(null);
  }

  private Tls tls(TlsFiles files) {
    Labels labels = Labels.of("listener", settings.name());
    Count expiry = loops.metrics().count(Metric.CERTIFICATE_EXPIRY, labels);
    return new Tls(settings.name(), files, settings.handshakeTimeout(), this::admitTls, expiry);
  }

  private boolean admitTls(Channel accepted) {
    return entrance.admitTls(loops.loopOf(accepted.eventLoop()));
  }

  /**
   * Binds, and accepts from then on.
   *
   * @throws RefusedException if the address cannot be bound, or the certificate cannot be used
   */
  public void start() {
    if (tls != null) {
      tls.start();
    }
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.transport().serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    open(accepted);
                  }
                });
    loops.transport().setConnectionOptions(bootstrap::childOption);
    ChannelFuture bound = bootstrap.bind(settings.address()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw cannotBind(bound.cause());
    }
    channel = bound.channel();
  }

  private RefusedException cannotBind(@Nullable Throwable cause) {
    InetSocketAddress at = settings.address();
    String message =
        "listener %s cannot listen on %s: %s; choose another with --listen or listeners[].address"
            .formatted(
                settings.name(),
                NetUtil.toSocketAddressString(at.getHostString(), at.getPort()),
                cause == null ? "interrupted" : Unbound.inWords(cause));
    return new Refusal(ErrorCode.UNUSABLE_ENVIRONMENT, message).asException();
  }

  private void open(Channel accepted) {
    NettyLoop loop = loops.loopOf(accepted.eventLoop());
    loops.onOpened(accepted);
    if (!entrance.admit(accepted, loop)) {
      return;
    }
    HttpRequestDecoder decoder = new HttpRequestDecoder(requests);
    decoder.setSingleDecode(true);
    HandshakeHandler handshake = new HandshakeHandler(settings, frames, door, entrance, loop);
    accepted
        .pipeline()
        .addLast(HTTP_DECODER, decoder)
        .addLast(HTTP_ENCODER, new HttpResponseEncoder())
        .addLast(handshake);
    if (tls != null) {
      tls.addTo(accepted);
    }
    if (entrance.trusts(accepted)) {
      accepted.pipeline().addFirst(new ProxyHeader(handshake));
    }
  }

  /** The name in settings. */
  public String name() {
    return settings.name();
  }

  /** Where it listens; only after {@link #start}. */
  public InetSocketAddress address() {
    if (channel == null) {
      throw new IllegalStateException("not started");
    }
    return (InetSocketAddress) channel.localAddress();
  }

  /** Takes over what is in the files of its certificate, as it does itself every few seconds. */
  void lookAtCertificates() {
    if (tls != null) {
      tls.lookAgain();
    }
  }

  /** Accepts no more; open sockets stay. */
  public void stop() {
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
    if (tls != null) {
      tls.stop();
    }
  }
}
