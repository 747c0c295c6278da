package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.weir.engine.listener.Client;
import java.net.InetAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The header of the PROXY protocol, version 1 or 2, with which a trusted proxy may begin a
 * connection, in front of TLS: it is recognized by its first 12 bytes. Thread: the loop.
 *
 * <p>It goes as soon as it is known whether there is one. What is not right in one ends the
 * connection, as the protocol demands.
 */
final class ProxyHeader extends ByteToMessageDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);

  /** Of what a proxy adds about TLS, or of its own. */
  private static final int MAX_EXTENSION_BYTES = 1 << 10;

  /** Told what a header says. */
  interface Listener {
    /** The connection is that of this client, which may have come over TLS. */
    void onProxied(Client client, boolean secure);

    /** The header cannot be read. */
    void onMalformed();
  }

  private final Listener listener;

  ProxyHeader(Listener listener) {
    this.listener = listener;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    ChannelPipeline pipeline = context.pipeline();
    switch (HAProxyMessageDecoder.detectProtocol(in).state()) {
      case NEEDS_MORE_DATA -> {}
      case INVALID -> pipeline.remove(this);
      case DETECTED -> {
        pipeline.addAfter(context.name(), null, new Reader(listener));
        pipeline.addAfter(context.name(), null, new HAProxyMessageDecoder(MAX_EXTENSION_BYTES));
        pipeline.remove(this);
      }
    }
  }

  /** Takes the header's content out of the pipeline, and then itself. */
  private static final class Reader extends SimpleChannelInboundHandler<HAProxyMessage> {
    private final Listener listener;
    private boolean malformed;

    Reader(Listener listener) {
      this.listener = listener;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HAProxyMessage message) {
      AddressFamily family = message.proxiedProtocol().addressFamily();
      if (family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6) {
        InetAddress source = InetAddress.ofLiteral(message.sourceAddress());
        listener.onProxied(new Client(source, true), cameOverTls(message));
      }
      context.pipeline().remove(this);
    }

    private static boolean cameOverTls(HAProxyMessage message) {
      return message.tlvs().stream()
          .anyMatch(extension -> extension instanceof HAProxySSLTLV tls && tls.isPP2ClientSSL());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("event=proxy_header_malformed channel={}", context.channel(), cause);
      if (!malformed) {
        malformed = true;
        listener.onMalformed();
        context.close();
      }
    }
  }
}
