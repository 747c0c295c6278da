package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what the peer has compressed, each message for itself (RFC 7692 section 7.2.2), and no
 * further than the limit. Between messages it holds nothing. Thread: the loop.
 *
 * <p>Of the reserved bits only RSV1 may be set, and only on the first frame of a message (section
 * 6).
 */
final class MessageInflate extends ChannelInboundHandlerAdapter {
  private static final int RSV1 = 4;
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  /** From here on memory follows what is inflated, whatever the frame's own size. */
  private static final int FIRST_BYTES = 1024;

  private final int maxMessageBytes;

  /** Null between messages, and while one arrives that is not compressed. */
  private @Nullable Inflater inflater;

  private int inflatedBytes;

  /**
   * @param maxMessageBytes of a message, inflated
   */
  MessageInflate(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      context.fireChannelRead(message);
      return;
    }
    boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    if (frame.rsv() != 0 && !(begins && frame.rsv() == RSV1 && inflater == null)) {
      frame.release();
      throw corrupted(WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits are set");
    }
    if (frame.rsv() == RSV1) {
      inflater = new Inflater(true);
    }
    Inflater by = begins || frame instanceof ContinuationWebSocketFrame ? inflater : null;
    context.fireChannelRead(by == null ? frame : inflated(context, frame, by));
  }

  private WebSocketFrame inflated(
      ChannelHandlerContext context, WebSocketFrame frame, Inflater by) {
    ByteBuf target = context.alloc().heapBuffer(FIRST_BYTES);
    try {
      by.setInput(frame.content().nioBuffer());
      inflate(by, target);
      if (frame.isFinalFragment()) {
        by.setInput(TAIL);
        inflate(by, target);
        forget();
      }
      return switch (frame) {
        case TextWebSocketFrame text -> new TextWebSocketFrame(text.isFinalFragment(), 0, target);
        case BinaryWebSocketFrame bytes ->
            new BinaryWebSocketFrame(bytes.isFinalFragment(), 0, target);
        default -> new ContinuationWebSocketFrame(frame.isFinalFragment(), 0, target);
      };
    } catch (DataFormatException e) {
      target.release();
      throw corrupted(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "cannot be inflated");
    } catch (TooLongFrameException e) {
      target.release();
      throw e;
    } finally {
      frame.release();
    }
  }

  /** All of the input. What comes behind a block that says it is the last is not looked at. */
  private void inflate(Inflater by, ByteBuf target) throws DataFormatException {
    int size;
    do {
      target.ensureWritable(1 + Math.min(target.capacity(), maxMessageBytes - inflatedBytes));
      size = by.inflate(target.array(), target.arrayOffset() + target.writerIndex(), room(target));
      target.writerIndex(target.writerIndex() + size);
      inflatedBytes += size;
      if (inflatedBytes > maxMessageBytes) {
        throw new TooLongFrameException("message inflates to more than " + maxMessageBytes);
      }
    } while (size > 0);
  }

  private int room(ByteBuf target) {
    return Math.min(target.writableBytes(), maxMessageBytes - inflatedBytes + 1);
  }

  private static CorruptedWebSocketFrameException corrupted(
      WebSocketCloseStatus status, String why) {
    return new CorruptedWebSocketFrameException(status, why);
  }

  private void forget() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
      inflatedBytes = 0;
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    forget();
  }
}
