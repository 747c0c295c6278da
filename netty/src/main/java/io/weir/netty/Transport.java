package io.weir.netty;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the operating system is spoken to: epoll on Linux, NIO elsewhere. */
enum Transport {
  EPOLL,
  NIO;

  /**
   * What the kernel may hold of a socket's unsent data. More would hide from us that a reader is
   * slow, and age what it gets.
   */
  private static final long NOT_SENT_LOW_WATER_BYTES = 128 << 10;

  private static final RecvByteBufAllocator READS = new PausableReads();

  /**
   * Linux's name for a connection of which neither side can say anything more, as after a reset.
   */
  private static final int TCP_CLOSE = 7;

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  IoHandlerFactory handlers() {
    return switch (this) {
      case EPOLL -> KeepingEpoll.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  Class<? extends ServerChannel> serverChannel() {
    return switch (this) {
      case EPOLL -> EpollServerSocketChannel.class;
      case NIO -> NioServerSocketChannel.class;
    };
  }

  Class<? extends Channel> clientChannel() {
    return switch (this) {
      case EPOLL -> EpollSocketChannel.class;
      case NIO -> NioSocketChannel.class;
    };
  }

  /** Takes an option. */
  interface Options {
    <T> void set(ChannelOption<T> option, T value);
  }

  /** Those of connections, whoever began them. */
  void setConnectionOptions(Options options) {
    options.set(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
    options.set(ChannelOption.RECVBUF_ALLOCATOR, READS);
    options.set(ChannelOption.TCP_NODELAY, true);
    options.set(ChannelOption.WRITE_BUFFER_WATER_MARK, NettySocket.MARKS);
    if (this == EPOLL) {
      options.set(EpollChannelOption.TCP_NOTSENT_LOWAT, NOT_SENT_LOW_WATER_BYTES);
    }
  }

  /** What bytes can be written to without a detour, or null. */
  static @Nullable FileDescriptor descriptor(Channel channel) {
    return channel instanceof EpollSocketChannel epoll ? epoll.fd() : null;
  }

  /** Whether the connection was reset; false where this is not told, but in another way. */
  static boolean isLost(Channel channel) {
    return channel instanceof EpollSocketChannel epoll
        && epoll.isOpen()
        && epoll.tcpInfo().state() == TCP_CLOSE;
  }

  /**
   * How long ago the peer's kernel last took something (tcp(7), TCP_INFO), or a very long time
   * where this is not told. A kernel that acknowledges without having been sent any data only
   * answers the question whether its window is still closed.
   */
  static Duration sinceTaken(Channel channel) {
    if (channel instanceof EpollSocketChannel epoll && epoll.isOpen()) {
      EpollTcpInfo info = epoll.tcpInfo();
      return Duration.ofMillis(Math.max(info.lastAckRecv(), info.lastDataSent()));
    }
    return Duration.ofDays(1);
  }
}
