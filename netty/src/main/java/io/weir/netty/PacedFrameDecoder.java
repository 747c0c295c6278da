package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.weir.engine.limit.Rate;
import java.util.List;

/**
 * Reads frames no more often than a client may send them, pings and fragments included; then none
 * any more. A client that sends nothing costs nothing. Thread: the loop.
 */
final class PacedFrameDecoder extends WebSocket13FrameDecoder {
  private final Rate rate;
  private long paidNanos;
  private boolean exceeded;

  PacedFrameDecoder(WebSocketDecoderConfig config, Rate rate, long nowNanos) {
    super(config);
    this.rate = rate;
    this.paidNanos = nowNanos;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (exceeded) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int before = out.size();
    super.decode(context, in, out);
    if (out.size() > before && !rate.isUnbounded()) {
      onFrame(System.nanoTime());
    }
  }

  private void onFrame(long nowNanos) {
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
