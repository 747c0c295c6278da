package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.weir.engine.access.Principal;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to our handshake. Thread: the loop.
 *
 * <p>Waiting → Agreed: 101, and everything about it is right | Denied: another status<br>
 * Agreed → Open: the acceptor opened it, and the pipeline speaks frames | Closed: refused<br>
 * Denied → Closed: the beginning of the answer's body was read, or all there was of it
 */
final class DialHandshake extends ChannelInboundHandlerAdapter implements Opening {
  private final DialAttempt attempt;
  private final DialRequest request;
  private final NettyLoop loop;

  private @Nullable ChannelHandlerContext context;
  private @Nullable DeniedAnswer denied;
  private Opener opener = new Opener("", Principal.ANONYMOUS);
  private Wire wire = Wire.PLAIN;

  /** Came right behind the answer; at most what was read with it. */
  private final Deque<ByteBuf> early = new ArrayDeque<>();

  DialHandshake(DialAttempt attempt, DialRequest request) {
    this.attempt = attempt;
    this.request = request;
    this.loop = attempt.loop();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    if (message instanceof ByteBuf bytes) {
      early.add(bytes);
      return;
    }
    try {
      switch (message) {
        case HttpResponse answer -> onAnswer(from, answer);
        case HttpContent content when denied != null -> onBody(denied, content);
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onAnswer(ChannelHandlerContext from, HttpResponse answer) {
    HttpResponseStatus status = answer.status();
    if (answer.decoderResult().isFailure()) {
      attempt.fail(Step.HANDSHAKE, "what it answers is not HTTP/1.1");
    } else if (status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      from.channel().config().setAutoRead(false);
      onSwitching(from, answer);
    } else if (status.code() >= 200) {
      denied = DeniedAnswer.of(answer);
    }
  }

  private void onSwitching(ChannelHandlerContext from, HttpResponse answer) {
    Optional<String> violation = request.violation(answer);
    if (violation.isPresent()) {
      attempt.fail(Step.HANDSHAKE, violation.get());
      return;
    }
    boolean compressed = answer.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    wire = compressed ? Wire.DEFLATED : Wire.PLAIN;
    String address =
        from.channel().remoteAddress() instanceof InetSocketAddress at
            ? NetUtil.toSocketAddressString(at)
            : "";
    opener = new Opener(address, Principal.ANONYMOUS);
    attempt.succeed(this);
  }

  private void onBody(DeniedAnswer answer, HttpContent content) {
    answer.add(content.content());
    if (content instanceof LastHttpContent || answer.isEnough()) {
      fail(answer);
    }
  }

  private void fail(DeniedAnswer answer) {
    DialFailure failure = answer.failure(attempt.remote());
    attempt.fail(failure);
  }

  /** The time is up: tells what is known, if anything is. */
  void onImpatience() {
    if (denied != null) {
      fail(denied);
    }
  }

  @Override
  public Opener opener() {
    return opener;
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public @Nullable Socket open(SocketHandler handler) {
    ChannelHandlerContext from = context;
    if (from == null || !from.channel().isActive()) {
      return null;
    }
    context = null;
    try {
      return open(from, handler);
    } catch (RuntimeException | OutOfMemoryError e) {
      from.close();
      throw e;
    }
  }

  private NettySocket open(ChannelHandlerContext from, SocketHandler handler) {
    FrameHandler frames = new FrameHandler(loop, loop.dialed(), handler);
    ChannelPipeline pipeline = from.pipeline();
    pipeline.remove(NettyListener.HTTP_ENCODER);
    pipeline.addLast(new MaskingHandler());
    FramePipeline.ofServer(attempt.remote().maxMessageBytes())
        .addTo(pipeline, wire, frames, loop.nowNanos());
    NettySocket socket =
        new NettySocket(loop, pipeline.context(frames), handler, wire, !Tls.isOn(from.channel()));
    frames.attach(socket);
    from.executor().execute(() -> beginFrames(from));
    return socket;
  }

  /** In a later task, because the decoder may be at work further up the stack. */
  private void beginFrames(ChannelHandlerContext from) {
    if (!from.isRemoved()) {
      from.pipeline().remove(NettyListener.HTTP_DECODER);
      while (!early.isEmpty()) {
        from.fireChannelRead(early.remove());
      }
      from.pipeline().remove(this);
      FramePipeline.beginReading(from.channel());
    }
  }

  @Override
  public void refuse(Refusal refusal) {
    Socket socket = open(new Nobody());
    if (socket != null) {
      socket.close(CloseReason.of(refusal));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    if (denied != null) {
      fail(denied);
    }
    attempt.fail(Step.HANDSHAKE, "it closed the connection instead of answering");
    context = null;
    from.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext from) {
    early.forEach(ByteBuf::release);
    early.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    attempt.fail(cause);
    from.close();
  }
}
