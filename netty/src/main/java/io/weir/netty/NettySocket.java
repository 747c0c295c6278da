package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.FileDescriptor;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Socket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket on a Netty channel. Thread: its loop.
 *
 * <p>What is written waits until the flush. If it is one piece and nothing is queued before it, it
 * goes from the frame memory to the kernel with one system call, without Netty's queue; whatever
 * the kernel does not take, and everything where there is a queue or TLS, goes through the channel.
 *
 * <p>Open → Closing: our close frame was sent | Closed: the connection is gone<br>
 * Closing → Closed: the peer answered, ended its side, or took too long
 */
final class NettySocket implements Socket {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LINGER_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TRUSTED_SILENCE = Duration.ofSeconds(20);
  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeShort(0x8900).asReadOnly());

  private final NettyLoop loop;
  private final ChannelHandlerContext context;
  private final @Nullable FileDescriptor descriptor;

  private @Nullable NettyFrameBuffer pending;
  private int pendingFrom;
  private int pendingTo;
  private boolean closing;
  private long lastReadNanos;

  /**
   * @param context of the last handler, so that writes pass all others
   */
  NettySocket(NettyLoop loop, ChannelHandlerContext context, boolean plain) {
    this.loop = loop;
    this.context = context;
    this.descriptor = plain ? Transport.descriptor(context.channel()) : null;
    this.lastReadNanos = loop.nowNanos();
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void write(FrameBuffer frames, int from, int to) {
    assert loop.inLoop();
    if (closing) {
      return;
    }
    enqueuePending();
    pending = (NettyFrameBuffer) frames;
    pendingFrom = from;
    pendingTo = to;
  }

  @Override
  public void flush() {
    if (pending != null && descriptor != null && pending.address() != 0 && isQueueEmpty()) {
      writeDirectly(descriptor, pending);
    }
    enqueuePending();
    if (!isQueueEmpty()) {
      context.flush();
    }
  }

  /** Not {@link ChannelOutboundBuffer#isEmpty}, which does not see what is not flushed yet. */
  private boolean isQueueEmpty() {
    return unsentBytes() == 0;
  }

  /** One write(2); what it does not take stays pending. */
  private void writeDirectly(FileDescriptor target, NettyFrameBuffer frames) {
    try {
      pendingFrom += target.writeAddress(frames.address(), pendingFrom, pendingTo);
    } catch (IOException e) {
      pending = null;
      context.close();
      return;
    }
    if (pendingFrom == pendingTo) {
      pending = null;
    }
  }

  private void enqueuePending() {
    if (pending != null) {
      context.write(pending.retainedSlice(pendingFrom, pendingTo), context.channel().voidPromise());
      pending = null;
    }
  }

  @Override
  public long unsentBytes() {
    ChannelOutboundBuffer queue = context.channel().unsafe().outboundBuffer();
    return queue == null ? 0 : queue.totalPendingWriteBytes();
  }

  @Override
  public void ping() {
    if (!closing) {
      context.writeAndFlush(PING.duplicate(), context.channel().voidPromise());
    }
  }

  void onRead() {
    lastReadNanos = loop.nowNanos();
  }

  @Override
  public long lastAliveNanos() {
    long now = loop.nowNanos();
    if (now - lastReadNanos < TRUSTED_SILENCE.toNanos()) {
      return lastReadNanos;
    }
    long acknowledged = now - Transport.sinceAcknowledged(context.channel()).toNanos();
    return Math.max(lastReadNanos, acknowledged);
  }

  @Override
  public void close(CloseReason reason) {
    assert loop.inLoop();
    if (closing || !context.channel().isActive()) {
      return;
    }
    loop.countClose(reason.code());
    enqueuePending();
    closing = true;
    context.writeAndFlush(closeFrame(reason), context.newPromise());
    loop.after(CLOSE_TIMEOUT, context::close);
  }

  /** The peer sent a close frame: answers it, unless it was the answer, and ends the connection. */
  void onCloseFrame(CloseReason reason) {
    if (closing) {
      context.close();
      return;
    }
    closing = true;
    context.writeAndFlush(closeFrame(reason)).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * The peer broke the protocol: says so and stops reading frames. The connection is kept for a
   * moment after our side of it has ended, because a reset would overtake the close frame.
   */
  void fail(CloseReason reason) {
    if (closing) {
      context.close();
      return;
    }
    loop.countClose(reason.code());
    enqueuePending();
    closing = true;
    context
        .writeAndFlush(closeFrame(reason))
        .addListener(sent -> ((DuplexChannel) context.channel()).shutdownOutput());
    loop.after(LINGER_TIMEOUT, context::close);
  }

  boolean isClosing() {
    return closing;
  }

  /** RFC 6455 section 5.5.1; a code of 1005 stands for none. */
  private ByteBuf closeFrame(CloseReason reason) {
    byte[] text = reason.reason().getBytes(StandardCharsets.UTF_8);
    boolean empty = reason.code() == 1005;
    ByteBuf frame = context.alloc().directBuffer(4 + text.length);
    frame.writeByte(0x88).writeByte(empty ? 0 : 2 + text.length);
    return empty ? frame : frame.writeShort(reason.code()).writeBytes(text);
  }
}
