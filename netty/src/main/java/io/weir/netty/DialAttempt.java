package io.weir.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.Remote;
import io.weir.engine.text.Durations;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to connect, within the patience of its remote. Thread: its loop, and a thread of its
 * own that asks for the name and reads the files, which may block.
 *
 * <p>It goes through the steps of {@link Step}, and fails in one of them or is done: then the
 * connection is the {@link DialHandshake}'s.
 */
final class DialAttempt {
  private static final Logger LOG = LoggerFactory.getLogger(DialAttempt.class);

  private static final String ERRORS = "errors";

  private final Remote remote;
  private final NettyLoops loops;
  private final NettyLoop loop;
  private final Acceptor acceptor;
  private final Consumer<DialFailure> failed;

  private Step step = Step.NAME;
  private boolean done;
  private long deadlineNanos;
  private @Nullable Future<?> patience;
  private @Nullable Channel channel;
  private @Nullable DialHandshake handshake;

  DialAttempt(
      Remote remote,
      NettyLoops loops,
      NettyLoop loop,
      Acceptor acceptor,
      Consumer<DialFailure> failed) {
    this.remote = remote;
    this.loops = loops;
    this.loop = loop;
    this.acceptor = acceptor;
    this.failed = failed;
  }

  NettyLoop loop() {
    return loop;
  }

  Remote remote() {
    return remote;
  }

  void start() {
    loop.execute(
        () -> {
          long nanos = remote.patience().toNanos();
          deadlineNanos = loop.nowNanos() + nanos;
          patience = loop.eventLoop().schedule(this::onImpatience, nanos, TimeUnit.NANOSECONDS);
          Thread.ofPlatform().daemon().name("dial").start(this::prepare);
        });
  }

  /** Thread: its own. */
  private void prepare() {
    try {
      DialTarget target = DialTarget.of(remote);
      loop.execute(() -> connect(target, new ArrayDeque<>(target.addresses())));
    } catch (DialTarget.UnknownException e) {
      loop.execute(() -> fail(e.failure()));
    } catch (RuntimeException e) {
      loop.execute(() -> failUnexpectedly(e));
    }
  }

  private void onImpatience() {
    if (handshake != null) {
      handshake.onImpatience();
    }
    fail(step, "no answer within " + Durations.print(remote.patience()));
  }

  /** To the first of the addresses; if that fails, to the next. */
  private void connect(DialTarget target, Deque<InetSocketAddress> addresses) {
    if (done) {
      return;
    }
    step = Step.TCP;
    InetSocketAddress address = addresses.remove();
    long share = (deadlineNanos - loop.nowNanos()) / (addresses.size() + 1);
    HttpProxyHandler proxy = remote.proxy().map(p -> asked(p, address)).orElse(null);
    ChannelFuture connecting =
        bootstrap(TimeUnit.NANOSECONDS.toMillis(share), proxy)
            .connect(proxy == null ? address : destination());
    channel = connecting.channel();
    loops.onOpened(channel);
    connecting.addListener(
        connected -> {
          if (done) {
            return;
          }
          if (connected.isSuccess()) {
            onConnected(connecting.channel(), proxy, target);
          } else if (addresses.isEmpty()) {
            fail(step, DialWords.of(connected.cause()));
          } else {
            connect(target, addresses);
          }
        });
  }

  private Bootstrap bootstrap(long timeoutMillis, @Nullable HttpProxyHandler proxy) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(loops.transport().clientChannel())
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, timeoutMillis))
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    if (proxy != null) {
                      opened.pipeline().addLast(proxy);
                    }
                    opened.pipeline().addLast(ERRORS, new Errors());
                  }
                });
    loops.transport().setConnectionOptions(bootstrap::option);
    return bootstrap;
  }

  private static HttpProxyHandler asked(Remote.Proxy proxy, SocketAddress address) {
    String info = proxy.uri().getRawUserInfo();
    HttpProxyHandler handler;
    if (info == null) {
      handler = new HttpProxyHandler(address);
    } else {
      String[] parts = info.split(":", 2);
      String password = parts.length < 2 ? "" : DialRequest.decoded(parts[1]);
      handler = new HttpProxyHandler(address, DialRequest.decoded(parts[0]), password);
    }
    handler.setConnectTimeoutMillis(0); // the patience with the whole attempt is enough
    return handler;
  }

  /** The proxy asks for its name. */
  private InetSocketAddress destination() {
    URI uri = remote.uri();
    return InetSocketAddress.createUnresolved(uri.getHost(), DialTarget.port(uri));
  }

  private void onConnected(Channel to, @Nullable HttpProxyHandler proxy, DialTarget target) {
    if (proxy == null) {
      secure(to, target);
      return;
    }
    step = Step.PROXY;
    proxy
        .connectFuture()
        .addListener(
            agreed -> {
              if (agreed.isSuccess()) {
                to.pipeline().remove(proxy);
                secure(to, target);
              } else {
                fail(step, DialWords.of(agreed.cause()));
              }
            });
  }

  private void secure(Channel to, DialTarget target) {
    if (target.tls().isEmpty()) {
      ask(to);
      return;
    }
    step = Step.TLS;
    SslHandler tls = handler(target.tls().get(), to);
    tls.setHandshakeTimeoutMillis(0);
    to.pipeline().addFirst(Tls.HANDLER, tls);
    tls.handshakeFuture()
        .addListener(
            greeted -> {
              if (greeted.isSuccess()) {
                ask(to);
              } else {
                fail(step, DialWords.of(greeted.cause()));
              }
            });
  }

  private SslHandler handler(SslContext tls, Channel to) {
    String host = remote.uri().getHost().replaceAll("[\\[\\]]", "");
    return tls.newHandler(
        to.alloc(), remote.tls().serverName().orElse(host), DialTarget.port(remote.uri()));
  }

  private void ask(Channel to) {
    if (done) {
      return;
    }
    step = Step.HANDSHAKE;
    DialRequest request = DialRequest.of(remote);
    DialHandshake asking = new DialHandshake(this, request);
    handshake = asking;
    to.pipeline().remove(ERRORS);
    to.pipeline()
        .addLast(NettyListener.HTTP_DECODER, new HttpResponseDecoder())
        .addLast(NettyListener.HTTP_ENCODER, new HttpRequestEncoder())
        .addLast(asking);
    try {
      to.writeAndFlush(request.encode());
    } catch (IllegalArgumentException e) {
      fail(step, String.valueOf(e.getMessage()));
    }
  }

  /** The peer has agreed. */
  void succeed(DialHandshake opening) {
    if (end()) {
      LOG.debug("event=dialed remote={}", remote);
      acceptor.accept(loop, opening);
    }
  }

  /** An error on the connection, in whichever step it shows. */
  void fail(Throwable cause) {
    fail(DialWords.isOfTls(cause) ? Step.TLS : step, DialWords.of(cause));
  }

  void fail(Step at, String what) {
    fail(new DialFailure(at, remote + ": " + what));
  }

  void fail(DialFailure failure) {
    if (end()) {
      LOG.debug("event=dial_failed step={} reason=\"{}\"", failure.step(), failure.message());
      if (channel != null) {
        channel.close();
      }
      failed.accept(failure);
    }
  }

  private void failUnexpectedly(RuntimeException cause) {
    LOG.error("event=dial_broken remote={}", remote, cause);
    fail(step, "internal error");
  }

  /** Hears what goes wrong before there is a handshake to hear it. */
  private final class Errors extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fail(cause);
    }
  }

  /** Whether this is how it ends, and not only what follows from that. */
  private boolean end() {
    boolean first = !done;
    done = true;
    if (patience != null) {
      patience.cancel(false);
    }
    return first;
  }
}
