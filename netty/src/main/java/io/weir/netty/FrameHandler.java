package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Roster;
import io.weir.engine.socket.SocketHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what arrives on an open connection to the handler of its socket. Thread: the loop. */
final class FrameHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

  private static final int MAX_CLOSE_CODE = 4999;
  private static final int NO_CODE = 1005;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int MESSAGE_TOO_BIG = 1009;
  private static final int INTERNAL_ERROR = 1011;

  private static final long MAX_IGNORED_BYTES = 64 << 10;

  private final NettyLoop loop;
  private final Roster roster;
  private final SocketHandler handler;
  private @Nullable NettySocket socket;
  private @Nullable ByteBuf owedPong;
  private long ignoredBytes;

  /**
   * @param roster that the socket is to be in
   */
  FrameHandler(NettyLoop loop, Roster roster, SocketHandler handler) {
    this.loop = loop;
    this.roster = roster;
    this.handler = handler;
  }

  void attach(NettySocket opened) {
    roster.add(opened);
    socket = opened;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      switch (message) {
        case WebSocketFrame frame when socket != null -> onFrame(context, socket, frame);
        case ByteBuf bytes when socket != null -> onBytes(socket, bytes);
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** From a peer that has nothing to say on this wire, but perhaps a body of its request. */
  private void onBytes(NettySocket from, ByteBuf bytes) {
    from.onRead();
    ignoredBytes += bytes.readableBytes();
    if (ignoredBytes > MAX_IGNORED_BYTES) {
      from.fail(new CloseReason(MESSAGE_TOO_BIG, "nothing is expected from the client here"));
    }
  }

  private void onFrame(ChannelHandlerContext context, NettySocket to, WebSocketFrame frame) {
    to.onRead();
    switch (frame) {
      case CloseWebSocketFrame close -> onClose(to, close);
      case PingWebSocketFrame ping -> onPing(context, to, ping.content());
      case PongWebSocketFrame pong -> onPong(pong.content());
      default -> onMessage(to, frame instanceof TextWebSocketFrame, frame.content().nioBuffer());
    }
  }

  /**
   * A whole message that did not have to take the way through the pipeline.
   *
   * @param payload valid during the call only
   */
  void onMessage(boolean text, ByteBuffer payload) {
    if (socket != null) {
      onMessage(socket, text, payload);
    }
  }

  /** Such messages have come since the last time. */
  void onHeard() {
    if (socket != null) {
      socket.onRead();
    }
  }

  private void onMessage(NettySocket to, boolean text, ByteBuffer payload) {
    if (!to.isClosing()) {
      handler.onMessage(text, payload);
    }
  }

  /** RFC 6455 section 7.4.2 gives no meaning to codes above 4999; the decoder checks the others. */
  private void onClose(NettySocket to, CloseWebSocketFrame frame) {
    int code = frame.statusCode() < 0 ? NO_CODE : frame.statusCode();
    if (code > MAX_CLOSE_CODE) {
      to.fail(new CloseReason(PROTOCOL_ERROR, "invalid close code " + code));
      return;
    }
    CloseReason reason = new CloseReason(code, frame.reasonText());
    boolean first = !to.isClosing();
    to.onCloseFrame(new CloseReason(code, ""));
    if (first) {
      handler.onCloseFrame(reason);
    }
  }

  /** Those that answer no number of ours are allowed (RFC 6455 section 5.5.3) and say nothing. */
  private void onPong(ByteBuf payload) {
    if (payload.readableBytes() == Long.BYTES) {
      handler.onPong(payload.getLong(payload.readerIndex()));
    }
  }

  /**
   * RFC 6455 section 5.5.3: the same payload comes back. To a peer that does not read, only the
   * last one is owed, so that its pings do not fill our memory.
   */
  private void onPing(ChannelHandlerContext context, NettySocket to, ByteBuf payload) {
    if (to.isClosing()) {
      return;
    }
    ByteBuf pong = context.alloc().directBuffer(2 + payload.readableBytes());
    pong.writeByte(0x8A).writeByte(payload.readableBytes()).writeBytes(payload);
    if (context.channel().isWritable()) {
      to.writePong(pong);
    } else {
      forgetPong();
      owedPong = pong;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (socket == null || !context.channel().isWritable()) {
      return;
    }
    ByteBuf pong = owedPong;
    if (pong != null) {
      owedPong = null;
      socket.writePong(pong);
    }
    if (socket.takeDrained()) {
      loop.execute(this::tellDrained); // not from here, which may be within a flush
    }
  }

  /** The peer has ended its side while we did not read. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      context.close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  private void tellDrained() {
    if (socket != null && !socket.isClosing()) {
      handler.onDrained();
    }
  }

  private void forgetPong() {
    if (owedPong != null) {
      owedPong.release();
      owedPong = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    forgetPong();
    if (socket != null) {
      roster.remove(socket);
      socket = null;
      handler.onClosed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case DecoderException e when e.getCause() instanceof SSLException -> context.close();
      case CorruptedWebSocketFrameException e -> fail(context, e.closeStatus().code(), e);
      case TooLongFrameException e -> fail(context, MESSAGE_TOO_BIG, e);
      case PacedFrameDecoder.TooManyFramesException e ->
          fail(context, ErrorCode.TOO_MANY_MESSAGES.closeCode(), e);
      case CodecException e -> fail(context, PROTOCOL_ERROR, e);
      case IOException e -> context.close();
      default -> {
        LOG.error("event=socket_failed channel={}", context.channel(), cause);
        fail(context, INTERNAL_ERROR, new IllegalStateException("internal error"));
      }
    }
  }

  private void fail(ChannelHandlerContext context, int code, Exception cause) {
    LOG.debug("event=protocol_violated channel={} code={}", context.channel(), code, cause);
    if (socket == null) {
      context.close();
    } else {
      String message = cause.getMessage();
      socket.fail(new CloseReason(code, message == null ? "" : message));
    }
  }
}
