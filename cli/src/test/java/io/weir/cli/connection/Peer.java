package io.weir.cli.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A WebSocket server for tests: with each handshake it does its next act. */
@SuppressWarnings("FutureReturnValueIgnored") // a client that has gone is no failure of a test
public final class Peer implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<Act> acts = new LinkedBlockingQueue<>();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();
  private final Channel listener;

  /** What a client asked for. */
  public record Request(String uri, HttpHeaders headers) {}

  /** What to do with a handshake. Runs on the event loop. */
  public interface Act {
    void on(ChannelHandlerContext context, FullHttpRequest request);
  }

  public Peer(Act... acts) {
    this.acts.addAll(List.of(acts));
    ServerBootstrap bootstrap = new ServerBootstrap();
    bootstrap.group(group).channel(NioServerSocketChannel.class);
    bootstrap.childHandler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .pipeline()
                .addLast(
                    new HttpServerCodec(), new HttpObjectAggregator(1 << 16), new Handshakes());
          }
        });
    listener = bootstrap.bind("127.0.0.1", 0).syncUninterruptibly().channel();
  }

  /** Answers with a status, a body, and headers: name, value, name, value … */
  public static Act refuse(int status, String body, String... headers) {
    return (context, request) -> {
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(status),
              Unpooled.copiedBuffer(body, UTF_8));
      response.headers().set("Content-Length", response.content().readableBytes());
      for (int i = 0; i < headers.length; i += 2) {
        response.headers().set(headers[i], headers[i + 1]);
      }
      context.writeAndFlush(response);
    };
  }

  /** Opens the WebSocket and sends the frames. */
  public static Act send(WebSocketFrame... frames) {
    return (context, request) -> open(context, request, null, frames);
  }

  /**
   * Opens the WebSocket, with this subprotocol if it is not null, and sends frames for each text
   * that comes.
   */
  public static Act answer(
      @Nullable String subprotocol, Function<String, List<WebSocketFrame>> answers) {
    return (context, request) -> {
      open(context, request, subprotocol);
      context.pipeline().addBefore(context.name(), "answers", new Answers(answers));
    };
  }

  /**
   * As {@link #send}, and then breaks the connection; a little later, because the JDK's client does
   * not always notice an end right behind a message.
   */
  public static Act sendAndBreak(WebSocketFrame... frames) {
    return (context, request) -> {
      open(context, request, null, frames);
      context.executor().schedule(() -> context.channel().close(), 100, TimeUnit.MILLISECONDS);
    };
  }

  private static void open(
      ChannelHandlerContext context,
      FullHttpRequest request,
      @Nullable String subprotocol,
      WebSocketFrame... frames) {
    var handshaker =
        new WebSocketServerHandshakerFactory("", subprotocol, false, 1 << 20)
            .newHandshaker(request);
    handshaker.handshake(context.channel(), request);
    for (WebSocketFrame frame : frames) {
      context.channel().write(frame);
    }
    context.channel().flush();
  }

  public String url(String path) {
    return "ws://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + path;
  }

  public Request request() throws InterruptedException {
    return soon(requests);
  }

  /** The code of the next close frame that a client sent. */
  public int closeCode() throws InterruptedException {
    return soon(closeCodes);
  }

  private static <T> T soon(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing within 10 s");
    }
    return next;
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class Answers extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Function<String, List<WebSocketFrame>> answers;

    private Answers(Function<String, List<WebSocketFrame>> answers) {
      this.answers = answers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
      answers.apply(message.text()).forEach(context::write);
      context.flush();
    }
  }

  private final class Handshakes extends SimpleChannelInboundHandler<Object> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
      if (message instanceof FullHttpRequest request) {
        requests.add(new Request(request.uri(), new DefaultHttpHeaders().add(request.headers())));
        acts.remove().on(context, request);
      } else if (message instanceof CloseWebSocketFrame close) {
        closeCodes.add(close.statusCode());
        context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
