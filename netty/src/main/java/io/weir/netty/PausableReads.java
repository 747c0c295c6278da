package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leaves in the operating system what has come for a paused channel: one that is not read and may
 * be half closed. Once the peer has ended its side, Netty on epoll reads such a channel to the end
 * all the same, as long as it is given memory to read into (netty/netty#13142). Any loop.
 */
final class PausableReads implements RecvByteBufAllocator {
  /** First in the pipeline of a channel that may be paused. */
  static final ChannelHandler VALVE = new Valve();

  /**
   * Sizes the buffers that connections are read into; one for all. What has been read of a
   * connection that is paused then stays in memory, so it is not much.
   */
  private final RecvByteBufAllocator sized = new AdaptiveRecvByteBufAllocator(64, 2048, 16 << 10);

  private static boolean isPaused(ChannelConfig config) {
    return !config.isAutoRead()
        && Boolean.TRUE.equals(config.getOption(ChannelOption.ALLOW_HALF_CLOSURE));
  }

  @Override
  @SuppressWarnings("deprecation") // of the one method there is
  public RecvByteBufAllocator.Handle newHandle() {
    return new PausableHandle((ExtendedHandle) sized.newHandle());
  }

  /** Of one channel, whose buffers have no room while it is paused. Thread: its loop. */
  private static final class PausableHandle implements ExtendedHandle {
    private final ExtendedHandle sized;
    private @Nullable ChannelConfig config;
    private boolean empty;

    PausableHandle(ExtendedHandle sized) {
      this.sized = sized;
    }

    @Override
    public void reset(ChannelConfig of) {
      config = of;
      empty = false;
      sized.reset(of);
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator from) {
      empty = config != null && isPaused(config);
      return empty ? Unpooled.EMPTY_BUFFER : sized.allocate(from);
    }

    /** Reading nothing into no room is not the end, as which it would be taken. */
    @Override
    public void lastBytesRead(int bytes) {
      if (!empty) {
        sized.lastBytesRead(bytes);
      }
    }

    @Override
    public int lastBytesRead() {
      return empty ? 0 : sized.lastBytesRead();
    }

    @Override
    public int guess() {
      return sized.guess();
    }

    @Override
    public void incMessagesRead(int count) {
      sized.incMessagesRead(count);
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      sized.attemptedBytesRead(bytes);
    }

    @Override
    public int attemptedBytesRead() {
      return sized.attemptedBytesRead();
    }

    @Override
    public boolean continueReading() {
      return sized.continueReading();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier mayBeMore) {
      return sized.continueReading(mayBeMore);
    }

    @Override
    public void readComplete() {
      sized.readComplete();
    }
  }

  /**
   * While the channel is paused, no handler's wish to read on goes through: it would be granted,
   * and bring nothing, again and again. So would the end of a connection that is lost, which the
   * operating system tells until somebody looks: the channel is closed.
   */
  @ChannelHandler.Sharable
  private static final class Valve extends ChannelDuplexHandler {
    @Override
    public void read(ChannelHandlerContext context) {
      if (!isPaused(context.channel().config())) {
        context.read();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      if (isPaused(context.channel().config()) && Transport.isLost(context.channel())) {
        context.close();
      } else {
        context.fireChannelReadComplete();
      }
    }
  }
}
