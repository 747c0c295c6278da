package io.weir.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Body;
import io.weir.engine.listener.Exchange;
import io.weir.engine.listener.Sharing;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the body of a request to whoever takes it, and answers. Thread: the loop.
 *
 * <p>Reading → Answered: by the taker | too large, too slow, not HTTP, or cut off | gone
 *
 * <p>A client may end its side behind the body; it still reads the answer.
 */
final class BodyHandler extends ChannelInboundHandlerAdapter implements Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(BodyHandler.class);

  private final NettyLoop loop;
  private final String listener;
  private final Opener opener;
  private final Optional<Sharing> sharing;
  private final long maxBytes;
  private final Duration patience;

  private @Nullable ChannelHandlerContext context;
  private @Nullable Body body;
  private @Nullable Future<?> timer;
  private long bytes;
  private boolean ended;
  private boolean inputEnded;
  private boolean paused;
  private boolean answered;

  /**
   * @param patience with a client that sends nothing, though it is read
   */
  BodyHandler(
      NettyLoop loop,
      String listener,
      Opener opener,
      Optional<Sharing> sharing,
      Answer.Take take,
      Duration patience) {
    this.loop = loop;
    this.listener = listener;
    this.opener = opener;
    this.sharing = sharing;
    this.maxBytes = take.maxBytes();
    this.patience = patience;
  }

  /** The handler is in its pipeline: asks who takes the body, who may refuse the request. */
  void begin(Answer.Take take) {
    Optional<Body> taker = take.taker().apply(this);
    if (answered) {
      taker.ifPresent(Body::onGone);
    } else if (taker.isEmpty()) {
      throw new IllegalStateException("a request was neither taken nor refused");
    } else {
      body = taker.get();
      waitForMore();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  /** Reads what has not come yet, unless whoever takes it has enough for now. */
  void read() {
    if (context != null) {
      context.channel().config().setAutoRead(!paused || answered);
    }
  }

  /** The request has no body. */
  void endEmpty() {
    if (body != null && !answered) {
      ended = true;
      stopWaiting();
      body.onEnd();
    }
  }

  private void waitForMore() {
    stopWaiting();
    if (context != null && !ended && !paused && !answered) {
      timer =
          context.executor().schedule(this::onSilence, patience.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void stopWaiting() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void onSilence() {
    refuse(new Refusal(ErrorCode.REQUEST_TIMEOUT, "the body did not come within the timeout"));
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    try {
      if (message instanceof HttpContent content && !answered && !ended) {
        onContent(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onContent(HttpContent content) {
    Body taker = body;
    if (taker == null) {
      return;
    }
    bytes += content.content().readableBytes();
    if (content.decoderResult().isFailure()) {
      refuse(new Refusal(ErrorCode.BAD_REQUEST, "the body is not HTTP/1.1"));
    } else if (bytes > maxBytes) {
      refuse(tooLarge(maxBytes));
    } else {
      taker.onBytes(content.content().nioBuffer());
      if (content instanceof LastHttpContent && !answered) {
        ended = true;
        taker.onEnd();
      }
      waitForMore();
    }
  }

  static Refusal tooLarge(long maxBytes) {
    return new Refusal(
        ErrorCode.MESSAGE_TOO_BIG, "the body is larger than %,d bytes".formatted(maxBytes));
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public Opener opener() {
    return opener;
  }

  @Override
  public void pause() {
    setPaused(true);
  }

  @Override
  public void resume() {
    setPaused(false);
  }

  private void setPaused(boolean pausing) {
    if (context != null && !answered) {
      paused = pausing;
      context.channel().config().setAutoRead(!pausing);
      waitForMore();
    }
  }

  @Override
  public void answer(String json) {
    respond(HttpAnswers.json(json));
  }

  @Override
  public void refuse(Refusal refusal) {
    if (!answered) {
      loop.countRefusal(listener, refusal.code());
      LOG.debug("event=refused listener={} error={}", listener, refusal.code().id());
    }
    respond(HttpAnswers.refusal(refusal));
    leave();
  }

  private void respond(FullHttpResponse response) {
    ChannelHandlerContext to = context;
    if (answered || to == null) {
      response.release();
      return;
    }
    answered = true;
    stopWaiting();
    sharing.ifPresent(with -> HttpAnswers.share(response.headers(), with));
    to.channel().config().setAutoRead(true); // what still comes is dropped, until the peer has read
    loop.closeAfter(loop.timeouts().answer(), to.channel()); // also if the peer never reads it
    to.writeAndFlush(response).addListener(sent -> end(to.channel()));
  }

  /** There is nothing to linger for where nothing comes any more. */
  private void end(Channel channel) {
    if (inputEnded) {
      channel.close();
    } else {
      Lingering.endOutput(channel, loop);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      onInputEnd(from);
    } else {
      from.fireUserEventTriggered(event);
    }
  }

  private void onInputEnd(ChannelHandlerContext from) {
    inputEnded = true;
    if (!ended && !answered) {
      refuse(new Refusal(ErrorCode.BAD_REQUEST, "the body has ended before it was complete"));
    } else if (answered) {
      from.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void leave() {
    Body taker = body;
    body = null;
    if (taker != null) {
      taker.onGone();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    answered = true;
    stopWaiting();
    leave();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    LOG.debug("event=body_broken listener={}", listener, cause);
    from.close();
  }
}
