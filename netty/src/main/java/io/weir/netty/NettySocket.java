package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.FileDescriptor;
import io.weir.engine.frame.Framing;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A socket on a Netty channel. Thread: its loop.
 *
 * <p>What is written waits until the flush. If it is one piece and nothing is queued before it, it
 * goes from the frame memory to the kernel with one system call, without Netty's queue; whatever
 * the kernel does not take, and everything where there is a queue or TLS, goes through the channel.
 *
 * <p>Open → Closing: we sent a close frame | Ending: we answered the peer's, or the peer broke the
 * protocol, or it does not answer on this wire<br>
 * Closing → Ending: the peer broke the protocol instead of answering | gone: it answered, or took
 * too long<br>
 * Ending → gone: our last word was sent, and the peer has read it or took too long
 */
final class NettySocket implements Socket {
  private enum Phase {
    OPEN,
    CLOSING,
    ENDING
  }

  /** Where a socket has much unsent, and where most of it has gone. */
  static final WriteBufferWaterMark MARKS =
      new WriteBufferWaterMark(MUCH_UNSENT_BYTES / 2, MUCH_UNSENT_BYTES);

  private static final int PING_BYTES = 2 + Long.BYTES;

  /** By the index of their wire. */
  private static final List<ByteBuf> PINGS =
      Wire.ALL.stream().map(wire -> shared(Framing.ping(wire))).toList();

  private final NettyLoop loop;
  private final SocketHandler handler;
  private final Wire wire;
  private final ChannelHandlerContext context;

  /** Behind which bytes are those of the wire; the same as the context where we do not mask. */
  private final ChannelHandlerContext masked;

  private final boolean plain;
  private final @Nullable FileDescriptor descriptor;

  /** Of the peer's frames; null where the peer only listens. */
  private final @Nullable PacedFrameDecoder decoder;

  /** Of the channel, as long as that is open. Kept here, to be as near as a delivery needs it. */
  private final @Nullable ChannelOutboundBuffer queue;

  // Between a write and the flush that follows it.
  private @Nullable NettyFrameBuffer pending;
  private int pendingFrom;
  private int pendingTo;

  // What a direct write left of a frame; first in the queue until it is done.
  private @Nullable ChannelFuture restOfFrame;

  private boolean full; // a flush left more than the higher mark, and it has not gone since
  private Phase phase = Phase.OPEN;
  private @Nullable ChannelFuture lastWord; // a close frame on its way; done: the kernel has it
  private long lastAliveNanos;

  /**
   * @param context of the last handler, so that writes pass all others
   * @param wire how frames travel on it
   * @param plain whether the bytes of the channel's queue are those of the frames: no TLS
   */
  NettySocket(
      NettyLoop loop,
      ChannelHandlerContext context,
      SocketHandler handler,
      Wire wire,
      boolean plain) {
    this.loop = loop;
    this.handler = handler;
    this.wire = wire;
    this.context = context;
    this.plain = plain;
    ChannelHandlerContext masking = context.pipeline().context(MaskingHandler.class);
    this.masked = masking == null ? context : masking;
    this.descriptor = plain && masking == null ? Transport.descriptor(context.channel()) : null;
    this.decoder = context.pipeline().get(PacedFrameDecoder.class);
    this.queue = context.channel().unsafe().outboundBuffer();
    this.lastAliveNanos = loop.nowNanos();
  }

  private static ByteBuf shared(byte[] bytes) {
    ByteBuf memory = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    return Unpooled.unreleasableBuffer(memory.asReadOnly());
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public SocketHandler handler() {
    return handler;
  }

  @Override
  public void write(FrameBuffer frames, int from, int to) {
    assert loop.inLoop();
    if (isClosing()) {
      return;
    }
    enqueuePending();
    pending = (NettyFrameBuffer) frames;
    pendingFrom = from;
    pendingTo = to;
  }

  @Override
  public void flush() {
    if (pending != null && descriptor != null && canWriteDirectly(descriptor, pending)) {
      writeDirectly(descriptor, pending);
    }
    enqueuePending();
    if (unsentBytes() > 0) {
      context.flush();
      full |= !context.channel().isWritable();
    }
  }

  @Override
  public boolean isFull() {
    return full;
  }

  /** Whether it was full, now that it is below the lower mark; it is not, from now on. */
  boolean takeDrained() {
    boolean drained = full && !isClosing();
    full = false;
    return drained;
  }

  /** Not where the channel is closed: the kernel may have given its descriptor to another. */
  private boolean canWriteDirectly(FileDescriptor target, NettyFrameBuffer frames) {
    return target.isOpen() && unsentBytes() == 0 && frames.address() != 0;
  }

  /** One write(2); what it does not take stays pending. */
  private void writeDirectly(FileDescriptor target, NettyFrameBuffer frames) {
    int begin = pendingFrom;
    try {
      pendingFrom += target.writeAddress(frames.address(), pendingFrom, pendingTo);
    } catch (IOException e) {
      pending = null;
      context.close();
      return;
    }
    if (pendingFrom < pendingTo) {
      enqueueRestOfFrame(frames, begin);
    }
    if (pendingFrom == pendingTo) {
      pending = null;
    }
  }

  /** As an entry of its own, so that all others in the queue begin with a frame. */
  private void enqueueRestOfFrame(NettyFrameBuffer frames, int begin) {
    int end = Framing.boundary(wire, frames.bytes(), begin, pendingFrom);
    if (pendingFrom < end) {
      restOfFrame = context.write(frames.keep(pendingFrom, end, context.alloc()));
      pendingFrom = end;
    }
  }

  private void enqueuePending() {
    if (pending != null) {
      ByteBuf kept = pending.keep(pendingFrom, pendingTo, context.alloc());
      context.write(kept, context.channel().voidPromise());
      pending = null;
    }
  }

  /**
   * With what Netty's queue itself takes, about 100 bytes an entry; also what is not flushed yet,
   * which {@link ChannelOutboundBuffer#isEmpty} does not see.
   */
  @Override
  public long unsentBytes() {
    return queue == null || isGone() ? 0 : queue.totalPendingWriteBytes();
  }

  private boolean isGone() {
    return descriptor == null
        ? context.channel().unsafe().outboundBuffer() == null
        : !descriptor.isOpen();
  }

  /**
   * Sends a ping, unless there is data on its way, which will show as much, or we do not read: the
   * answer would not be seen, and a peer that has gone would reset what it has sent before.
   */
  @Override
  public void ping() {
    boolean reads = decoder == null || !decoder.isPaused();
    if (reads && !isClosing() && unsentBytes() == 0) {
      ByteBuf ping = PINGS.get(wire.index()).duplicate();
      context.writeAndFlush(ping, context.channel().voidPromise());
    }
  }

  @Override
  public void ping(long number) {
    if (!isClosing() && wire.isWebSocket()) {
      enqueuePending();
      ByteBuf ping = context.alloc().directBuffer(PING_BYTES);
      context.write(ping.writeBytes(Framing.ping(wire, number)), context.channel().voidPromise());
    }
  }

  @Override
  public void pause() {
    if (!isClosing() && decoder != null) {
      decoder.pause();
    }
  }

  @Override
  public void resume() {
    if (decoder != null && decoder.isPaused()) {
      onRead();
      decoder.resume();
    }
  }

  /** Sends a complete pong frame, which is taken over. */
  void writePong(ByteBuf frame) {
    if (isClosing()) {
      frame.release();
    } else {
      context.writeAndFlush(frame, context.channel().voidPromise());
    }
  }

  void onRead() {
    lastAliveNanos = loop.nowNanos();
  }

  /**
   * Asks the kernel only about a peer that is silent for so long that it matters, and keeps the
   * answer, so that a peer which only reads is not asked about each time.
   */
  @Override
  public boolean isOpen() {
    return !isClosing() && context.channel().isActive();
  }

  @Override
  public long lastAliveNanos() {
    long now = loop.nowNanos();
    if (decoder != null && decoder.isPaused()) {
      return now;
    }
    if (!wire.isWebSocket() && descriptor == null && unsentBytes() == 0) {
      return now; // this peer never answers, and nobody tells what its kernel took
    }
    if (now - lastAliveNanos >= loop.settings().idleTimeout().toNanos()) {
      long takenNanos = now - Transport.sinceTaken(context.channel()).toNanos();
      lastAliveNanos = Math.max(lastAliveNanos, takenNanos);
    }
    return lastAliveNanos;
  }

  @Override
  public void close(CloseReason reason) {
    close(reason, false);
  }

  @Override
  public void closeAhead(CloseReason reason) {
    close(reason, plain);
  }

  @Override
  public void cut() {
    assert loop.inLoop();
    phase = Phase.ENDING;
    pending = null;
    context.close();
  }

  private void close(CloseReason reason, boolean ahead) {
    assert loop.inLoop();
    if (!isClosing() && context.channel().isActive()) {
      beginClose(reason, ahead);
    }
    if (loop.isDraining() && lastWord != null) {
      lastWord.addListener(sent -> loop.closeAfter(loop.timeouts().drain(), context.channel()));
    }
  }

  private void beginClose(CloseReason reason, boolean ahead) {
    phase = Phase.CLOSING; // before there is room in the queue, where a pong would come in between
    if (ahead) {
      discardUnsent();
    }
    loop.countClose(reason.code());
    ChannelFuture written = writeLast(reason);
    if (wire.isWebSocket()) {
      loop.closeAfter(loop.timeouts().answer(), context.channel());
    } else {
      phase = Phase.ENDING;
      endAfter(written);
    }
  }

  /** The peer sent a close frame: answers it, unless it was the answer, and ends the connection. */
  void onCloseFrame(CloseReason reason) {
    switch (phase) {
      case OPEN -> {
        phase = Phase.ENDING;
        writeLast(reason).addListener(ChannelFutureListener.CLOSE);
        loop.closeAfter(loop.timeouts().answer(), context.channel());
      }
      case CLOSING -> context.close();
      case ENDING -> {}
    }
  }

  /** The peer broke the protocol: says so, hears no more, and lets the peer read why. */
  void fail(CloseReason reason) {
    switch (phase) {
      case OPEN -> {
        phase = Phase.ENDING;
        loop.countClose(reason.code());
        endAfter(writeLast(reason));
      }
      case CLOSING -> {
        phase = Phase.ENDING;
        endAfter(context.writeAndFlush(Unpooled.EMPTY_BUFFER));
      }
      case ENDING -> {}
    }
  }

  /** Takes everything out of the queue but the rest of the frame that is partly sent. */
  private void discardUnsent() {
    pending = null;
    if (queue == null || isGone()) {
      return;
    }
    queue.addFlush(); // what is not flushed cannot be removed
    if (queue.current() instanceof ByteBuf head) {
      int from = head.readerIndex();
      ByteBuf rest = head.retainedSlice(from, endOfFrame(head) - from);
      while (queue.remove()) {}
      masked.write(rest, context.channel().voidPromise());
    }
  }

  /** Where the frame ends of which the queue's first entry has the next byte to be sent. */
  private int endOfFrame(ByteBuf head) {
    return restOfFrame != null && !restOfFrame.isDone()
        ? head.writerIndex()
        : Framing.boundary(wire, head.nioBuffer(0, head.writerIndex()), 0, head.readerIndex());
  }

  /** From now on it reads, so that it hears the answer. */
  private ChannelFuture writeLast(CloseReason reason) {
    resume();
    enqueuePending();
    ChannelFuture written =
        context.writeAndFlush(Unpooled.wrappedBuffer(Framing.close(wire, reason)));
    lastWord = written;
    return written;
  }

  private void endAfter(ChannelFuture lastWrite) {
    context.pipeline().addFirst(Lingering.HANDLER);
    lastWrite.addListener(sent -> Lingering.endOutput(context.channel(), loop));
    loop.closeAfter(loop.timeouts().answer(), context.channel());
  }

  boolean isClosing() {
    return phase != Phase.OPEN;
  }
}
