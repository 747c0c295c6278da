package io.weir.bench.floor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.weir.bench.process.Orders;
import io.weir.cli.HelpOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench peer}: a server that is dialed, answers pings and counts what it is sent. */
@Command(
    name = "peer",
    header = "Be dialed, answer pings and count messages.",
    description =
        "Takes orders on standard input: hold, which stops reading; await MESSAGES MILLIS, which"
            + " reads on; count; stop.",
    footer = {"@|bold Example:|@", "  weir bench peer --port 9000"})
public final class PeerCommand implements Callable<Integer> {
  private static final long LOOK_NANOS = 500_000;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where to listen on 127.0.0.1; 0 picks a free port (default: ${DEFAULT-VALUE}).")
  private int port = 0;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Ends after that long at the latest (default: ${DEFAULT-VALUE}).")
  private int seconds = 300;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  private final AtomicLong messages = new AtomicLong();
  private volatile @Nullable Channel latest;

  @Override
  public Integer call() throws Exception {
    Orders.boundLife(Duration.ofSeconds(seconds));
    try (var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory())) {
      Channel listening =
          new ServerBootstrap()
              .group(group)
              .channel(EpollServerSocketChannel.class)
              .childHandler(new Accepted())
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .sync()
              .channel();
      Orders.tell("listening", ((InetSocketAddress) listening.localAddress()).getPort());
      Orders.serve(
          Map.of("hold", _ -> read(false), "count", _ -> messages.get(), "await", this::await));
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
    return 0;
  }

  private boolean read(boolean on) {
    Channel channel = latest;
    if (channel != null) {
      channel.config().setAutoRead(on);
    }
    return channel != null;
  }

  private long await(List<String> words) {
    read(true);
    long total = Long.parseLong(words.get(0));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words.get(1)));
    while (messages.get() < total && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return messages.get();
  }

  /** A connection, whose pings Netty answers. */
  private final class Accepted extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      var config = WebSocketServerProtocolConfig.newBuilder().websocketPath("/").build();
      channel
          .pipeline()
          .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 16))
          .addLast(new WebSocketServerProtocolHandler(config), new Counter());
      latest = channel;
    }
  }

  private final class Counter extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame message) {
      messages.lazySet(messages.get() + 1);
    }
  }
}
