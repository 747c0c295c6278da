package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.weir.engine.frame.Utf8;
import io.weir.engine.limit.Rate;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames no more often than a client may send them, pings and fragments included; then none
 * any more. A client that sends nothing costs nothing. Thread: the loop.
 *
 * <p>Most frames are whole messages: these go to their handler from where they lie. What is
 * anything else takes the way through the pipeline, and no message overtakes another.
 *
 * <p>While it is paused it makes no frame of what it has, which is what was read when it was
 * paused; the rest stays in the kernel ({@link PausableReads}), also once the peer has ended its
 * side: then the connection is half open until all of it is handed over.
 */
final class PacedFrameDecoder extends WebSocket13FrameDecoder {
  private final Rate rate;
  private final WholeFrame whole;
  private final FrameHandler frames;
  private long paidNanos;
  private boolean exceeded;

  private @Nullable ChannelHandlerContext context;
  private boolean paused;
  private boolean resuming; // by a task that is on its way
  private boolean inputEnded; // while paused

  /** Whether the next byte begins a frame, and that frame a message. */
  private boolean atMessage = true;

  private boolean fragmented;
  private boolean heard; // since the last look

  PacedFrameDecoder(WebSocketDecoderConfig config, Rate rate, FrameHandler frames, long nowNanos) {
    super(config);
    this.rate = rate;
    this.whole = new WholeFrame(config.maxFramePayloadLength(), config.expectMaskedFrames());
    this.frames = frames;
    this.paidNanos = nowNanos;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  boolean isPaused() {
    return paused;
  }

  void pause() {
    resuming = false;
    paused = true;
    setReading(false);
  }

  /** By a later task of the loop. */
  void resume() {
    if (paused && !resuming && context != null) {
      resuming = true;
      context.executor().execute(this::readOn);
    }
  }

  private void readOn() {
    ChannelHandlerContext from = context;
    if (!resuming || from == null || from.isRemoved()) {
      return;
    }
    resuming = false;
    paused = false;
    try {
      channelRead(from, Unpooled.EMPTY_BUFFER); // makes frames of what is here
      if (!paused && inputEnded) {
        super.userEventTriggered(from, ChannelInputShutdownEvent.INSTANCE);
      } else if (!paused) {
        setReading(true);
      }
    } catch (Exception e) {
      from.fireExceptionCaught(e);
      setReading(!paused);
    }
  }

  private void setReading(boolean reading) {
    if (context != null) {
      context
          .channel()
          .config()
          .setAutoRead(reading)
          .setOption(ChannelOption.ALLOW_HALF_CLOSURE, !reading);
    }
  }

  /** While paused neither this handler nor one behind it may ask for the rest of a message. */
  @Override
  public void channelReadComplete(ChannelHandlerContext from) throws Exception {
    if (heard) {
      heard = false;
      frames.onHeard();
    }
    if (paused) {
      discardSomeReadBytes();
    } else {
      super.channelReadComplete(from);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) throws Exception {
    if (paused && event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
    } else {
      super.userEventTriggered(from, event);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext from, ByteBuf in, List<Object> out) throws Exception {
    if (paused) {
      return;
    }
    if (exceeded) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (atMessage && whole.isAt(in)) {
      count();
      onWhole(from, whole.read(in));
      return;
    }
    int before = in.readableBytes();
    boolean couldBegin = atMessage;
    atMessage = false; // for good, if this fails
    super.decode(from, in, out);
    if (!out.isEmpty()) {
      onFrame(out.getLast());
      count();
    } else {
      atMessage = couldBegin && in.readableBytes() == before;
    }
  }

  private void onWhole(ChannelHandlerContext from, ByteBuffer payload) {
    if (whole.isText() && !whole.isAscii() && !Utf8.isValid(payload)) {
      atMessage = false;
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "bytes are not UTF-8");
    }
    heard = true;
    try {
      frames.onMessage(whole.isText(), payload);
    } catch (RuntimeException e) {
      from.fireExceptionCaught(e); // it is not the peer's fault
    }
  }

  /** Whether a message may begin behind this frame. */
  private void onFrame(Object read) {
    switch (read) {
      case CloseWebSocketFrame _ -> atMessage = false; // nothing counts any more
      case PingWebSocketFrame _ -> atMessage = !fragmented;
      case PongWebSocketFrame _ -> atMessage = !fragmented;
      case WebSocketFrame frame -> {
        fragmented = !frame.isFinalFragment();
        atMessage = !fragmented;
      }
      default -> {}
    }
  }

  private void count() {
    if (!rate.isUnbounded()) {
      pay(System.nanoTime());
    }
  }

  private void pay(long nowNanos) {
    paidNanos = rate.next(paidNanos, nowNanos);
    if (rate.isExceeded(paidNanos, nowNanos)) {
      exceeded = true;
      throw new TooManyFramesException(
          "more messages and pings than limits.inbound-messages=" + rate);
    }
  }

  /** A client has sent more frames than it may. */
  static final class TooManyFramesException extends DecoderException {
    private static final long serialVersionUID = 1;

    TooManyFramesException(String message) {
      super(message);
    }
  }
}
