package io.weir.netty;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.weir.engine.limit.Rate;
import io.weir.engine.socket.Wire;

/** Makes messages of what arrives on a connection of one listener, once it speaks frames. */
final class FramePipeline {
  private final int maxMessageBytes;
  private final Rate inbound;
  private final WebSocketDecoderConfig plainFrames;
  private final WebSocketDecoderConfig compressedFrames;

  /**
   * @param maxMessageBytes of an incoming message, fragments added up, inflated
   * @param inbound how many frames one client may send
   */
  FramePipeline(int maxMessageBytes, Rate inbound) {
    this.inbound = inbound;
    this.maxMessageBytes = maxMessageBytes;
    this.plainFrames = config(maxMessageBytes, false);
    this.compressedFrames = config(maxMessageBytes, true);
  }

  /** Adds the handlers that end in whole messages, and the one that hears these. */
  void addTo(ChannelPipeline pipeline, Wire wire, FrameHandler frames, long nowNanos) {
    if (wire.isWebSocket()) {
      addDecoders(pipeline, wire == Wire.DEFLATED, nowNanos);
    }
    pipeline.addLast(frames);
  }

  /**
   * @param compressed whether the peer may compress
   */
  private void addDecoders(ChannelPipeline pipeline, boolean compressed, long nowNanos) {
    pipeline.addLast(
        new PacedFrameDecoder(compressed ? compressedFrames : plainFrames, inbound, nowNanos));
    if (compressed) {
      pipeline.addLast(new MessageInflate(maxMessageBytes));
    }
    pipeline.addLast(new Utf8FrameValidator(false));
    pipeline.addLast(new WebSocketFrameAggregator(maxMessageBytes));
  }

  private static WebSocketDecoderConfig config(int maxFrameBytes, boolean extensions) {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(maxFrameBytes)
        .expectMaskedFrames(true)
        .allowExtensions(extensions)
        .closeOnProtocolViolation(false)
        .withUTF8Validator(false)
        .build();
  }
}
