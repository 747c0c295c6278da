package io.weir.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and forgets what still arrives on a connection that we have said the last word on. Thread:
 * the loop.
 *
 * <p>Closing at once would reset a connection whose peer is still sending, and the reset overtakes
 * our last word. So our side ends first, and the rest when the peer has ended its own or the linger
 * timeout has passed.
 */
@ChannelHandler.Sharable
final class Lingering extends ChannelInboundHandlerAdapter {
  static final Lingering HANDLER = new Lingering();

  private static final Logger LOG = LoggerFactory.getLogger(Lingering.class);

  private Lingering() {}

  /** Ends our side; everything was written before. */
  static void endOutput(Channel channel, NettyLoop loop) {
    if (channel.isActive()) {
      Tls.endOutput(channel);
      loop.closeAfter(loop.timeouts().linger(), channel);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("event=lingering_failed channel={}", context.channel(), cause);
    context.close();
  }
}
