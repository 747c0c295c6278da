package io.weir.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.weir.engine.error.RefusedException;
import io.weir.engine.metric.Count;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of one listener. Looks at its files every few seconds: new connections get what is in them
 * now, or, while that cannot be used, what was in them before. Open connections keep what they
 * have.
 *
 * <p>Thread: one of its own reads the files; any loop asks for handlers.
 */
final class Tls {
  static final String HANDLER = "tls";

  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final String listener;
  private final TlsFiles files;
  private final Duration handshakeTimeout;
  private final Predicate<Channel> admits;
  private final Count notAfterMicros;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-files").factory());

  // Thread: the one that looks, and the starting one before it.
  private byte[] certificate = {};
  private byte[] key = {};
  private String told = "";

  private volatile @Nullable SslContext context;

  /**
   * @param admits whether a handshake may begin, which is work for the loop
   * @param notAfterMicros when the certificate expires, since the epoch
   */
  Tls(
      String listener,
      TlsFiles files,
      Duration handshakeTimeout,
      Predicate<Channel> admits,
      Count notAfterMicros) {
    this.listener = listener;
    this.files = files;
    this.handshakeTimeout = handshakeTimeout;
    this.admits = admits;
    this.notAfterMicros = notAfterMicros;
  }

  /**
   * Reads the files, and looks at them again from then on.
   *
   * @throws RefusedException if they cannot be used
   */
  void start() {
    look();
    looking.scheduleWithFixedDelay(
        this::lookAgain, LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
  }

  void stop() {
    looking.shutdownNow();
  }

  /** Says once what is wrong with them. */
  synchronized void lookAgain() {
    try {
      look();
      told = "";
    } catch (RefusedException e) {
      if (!told.equals(e.refusal().message())) {
        told = e.refusal().message();
        LOG.warn("event=certificate_kept listener={} reason=\"{}\"", listener, told);
      }
    } catch (RuntimeException e) {
      LOG.error("event=certificate_kept listener={}", listener, e);
    }
  }

  private void look() {
    byte[] certificateNow = files.readCertificate();
    byte[] keyNow = files.readKey();
    if (Arrays.equals(certificate, certificateNow) && Arrays.equals(key, keyNow)) {
      return;
    }
    TlsIdentity identity = TlsIdentity.of(files, certificateNow, keyNow);
    context = identity.context();
    certificate = certificateNow;
    key = keyNow;
    var notAfter = identity.certificate().getNotAfter().toInstant();
    notAfterMicros.set(notAfter.getEpochSecond() * 1_000_000);
    LOG.info(
        "event=certificate_loaded listener={} subject=\"{}\" not_after={}",
        listener,
        identity.certificate().getSubjectX500Principal().getName(),
        notAfter);
  }

  /**
   * Puts TLS in front of what is in a pipeline, once the peer has begun with it. A peer that sends
   * something else is left to the HTTP decoder, so that it can be told.
   */
  void addTo(Channel accepted) {
    SslContext now = context;
    if (now == null) {
      throw new IllegalStateException("not started");
    }
    accepted.pipeline().addFirst(HANDLER, new Detector(now));
  }

  /** Whether the peer has come through the handshake. */
  static boolean isEstablished(Channel channel) {
    return channel.pipeline().get(HANDLER) instanceof SslHandler handler
        && handler.handshakeFuture().isSuccess();
  }

  /** Whether the peer has begun with TLS. */
  static boolean isOn(Channel channel) {
    return channel.pipeline().get(HANDLER) instanceof SslHandler;
  }

  /** Ends our side of a channel, on TLS with what that has for it (RFC 8446 section 6.1). */
  static ChannelFuture endOutput(Channel channel) {
    DuplexChannel connection = (DuplexChannel) channel;
    return channel.pipeline().get(HANDLER) instanceof SslHandler handler
        ? handler.closeOutbound().addListener(told -> connection.shutdownOutput())
        : connection.shutdownOutput();
  }

  /** Makes an engine only for those who begin a handshake. */
  private final class Detector extends OptionalSslHandler {
    Detector(SslContext context) {
      super(context);
    }

    @Override
    protected String newSslHandlerName() {
      return HANDLER;
    }

    @Override
    protected SslHandler newSslHandler(ChannelHandlerContext from, SslContext now) {
      SslHandler handler = now.newHandler(from.alloc());
      if (!admits.test(from.channel())) {
        from.close();
      }
      handler.setHandshakeTimeout(handshakeTimeout.toNanos(), TimeUnit.NANOSECONDS);
      return handler;
    }
  }
}
