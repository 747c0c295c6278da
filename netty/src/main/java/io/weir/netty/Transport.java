package io.weir.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.time.Duration;
import java.util.Map;
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

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  IoHandlerFactory handlers() {
    return switch (this) {
      case EPOLL -> EpollIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  Class<? extends ServerChannel> serverChannel() {
    return switch (this) {
      case EPOLL -> EpollServerSocketChannel.class;
      case NIO -> NioServerSocketChannel.class;
    };
  }

  Map<ChannelOption<Long>, Long> childOptions() {
    return switch (this) {
      case EPOLL -> Map.of(EpollChannelOption.TCP_NOTSENT_LOWAT, NOT_SENT_LOW_WATER_BYTES);
      case NIO -> Map.of();
    };
  }

  /** What bytes can be written to without a detour, or null. */
  static @Nullable FileDescriptor descriptor(Channel channel) {
    return channel instanceof EpollSocketChannel epoll ? epoll.fd() : null;
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
