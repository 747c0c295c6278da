package io.weir.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.weir.engine.limit.Rate;
import io.weir.engine.listener.Answer;
import io.weir.engine.socket.Wire;

/**
 * Makes messages of what arrives on a connection that speaks frames: those of one listener, or of
 * one peer that was dialed. Any loop.
 */
final class FramePipeline {
  private final int maxMessageBytes;
  private final Rate inbound;
  private final boolean masked;
  private final WebSocketDecoderConfig plainFrames;
  private final WebSocketDecoderConfig compressedFrames;

  /**
   * @param maxMessageBytes of an incoming message, fragments added up, inflated
   * @param inbound how many frames one client may send
   */
  FramePipeline(int maxMessageBytes, Rate inbound) {
    this(maxMessageBytes, inbound, true);
  }

  private FramePipeline(int maxMessageBytes, Rate inbound, boolean masked) {
    this.inbound = inbound;
    this.maxMessageBytes = maxMessageBytes;
    this.masked = masked;
    this.plainFrames = config(maxMessageBytes, masked, false);
    this.compressedFrames = config(maxMessageBytes, masked, true);
  }

  /** For what a server sends to us: any number of frames, unmasked (RFC 6455 section 5.1). */
  static FramePipeline ofServer(int maxMessageBytes) {
    return new FramePipeline(maxMessageBytes, Rate.UNBOUNDED, false);
  }

  /** For a socket that takes in. */
  FramePipeline taking(Answer.Taking messages) {
    return new FramePipeline(messages.maxMessageBytes(), Rate.UNBOUNDED, masked);
  }

  /** Reads on from a connection whose handshake is over, unless its socket was paused since. */
  static void beginReading(Channel channel) {
    PacedFrameDecoder decoder = channel.pipeline().get(PacedFrameDecoder.class);
    channel.config().setAutoRead(decoder == null || !decoder.isPaused());
  }

  /** Adds the handlers that end in whole messages, and the one that hears these. */
  void addTo(ChannelPipeline pipeline, Wire wire, FrameHandler frames, long nowNanos) {
    if (wire.isWebSocket()) {
      addDecoders(pipeline, wire == Wire.DEFLATED, frames, nowNanos);
    }
    pipeline.addLast(frames);
  }

  /**
   * @param compressed whether the peer may compress
   */
  private void addDecoders(
      ChannelPipeline pipeline, boolean compressed, FrameHandler frames, long nowNanos) {
    pipeline.addFirst(PausableReads.VALVE);
    pipeline.addLast(
        new PacedFrameDecoder(
            compressed ? compressedFrames : plainFrames, inbound, frames, nowNanos));
    if (compressed) {
      pipeline.addLast(new MessageInflate(maxMessageBytes));
    }
    pipeline.addLast(new Utf8FrameValidator(false));
    pipeline.addLast(new WebSocketFrameAggregator(maxMessageBytes));
  }

  private static WebSocketDecoderConfig config(
      int maxFrameBytes, boolean masked, boolean extensions) {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(maxFrameBytes)
        .expectMaskedFrames(masked)
        .allowExtensions(extensions)
        .closeOnProtocolViolation(false)
        .withUTF8Validator(false)
        .build();
  }
}
