package io.weir.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.weir.engine.access.Principal;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Client;
import io.weir.engine.listener.Door;
import io.weir.engine.listener.Handshake;
import io.weir.engine.listener.Sharing;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first request of a connection, which is also the last. Thread: the loop.
 *
 * <p>Waiting → Asked: the headers have arrived | Closed: too late, too large, not HTTP<br>
 * Asked → Open: the acceptor opened it, and the pipeline speaks frames | Closed: refused, or
 * answered with a page
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter
    implements Opening, ProxyHeader.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(HandshakeHandler.class);

  private final ListenerSettings settings;
  private FramePipeline framePipeline; // that of the listener, unless the socket takes in
  private final Door door;
  private final Entrance entrance;
  private final NettyLoop loop;

  private @Nullable ChannelHandlerContext context;
  private @Nullable Future<?> timeout;
  private @Nullable HttpRequest request;
  private boolean taken; // its body is for the handler behind this one
  private @Nullable Client proxied;
  private boolean secure;
  private Optional<String> subprotocol = Optional.empty();
  private Optional<String> extensions = Optional.empty();
  private Wire wire = Wire.PLAIN;
  private Optional<Sharing> sharing = Optional.empty();
  private boolean refusalsAreVisible = true;
  private Opener opener = new Opener("", Principal.ANONYMOUS);

  HandshakeHandler(
      ListenerSettings settings,
      FramePipeline framePipeline,
      Door door,
      Entrance entrance,
      NettyLoop loop) {
    this.settings = settings;
    this.framePipeline = framePipeline;
    this.door = door;
    this.entrance = entrance;
    this.loop = loop;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    timeout =
        added
            .executor()
            .schedule(this::onTimeout, settings.handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void onTimeout() {
    if (context == null || request != null) {
      return;
    }
    if (settings.tls().isPresent() && !Tls.isEstablished(context.channel())) {
      context.close();
    } else {
      refuse(new Refusal(ErrorCode.REQUEST_TIMEOUT, "no request within the handshake timeout"));
    }
  }

  /** Whether it should be on TLS and is not. */
  private boolean isUnencrypted(Channel from) {
    return settings.tls().isPresent() && !Tls.isOn(from);
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel(false);
      timeout = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    if (taken) {
      from.fireChannelRead(message);
      return;
    }
    try {
      if (message instanceof HttpRequest first && request == null && context != null) {
        request = first;
        cancelTimeout();
        from.channel().config().setAutoRead(false);
        onRequest(from.channel(), first);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onRequest(Channel from, HttpRequest first) {
    if (isUnencrypted(from)) {
      refuse(new Refusal(ErrorCode.BAD_REQUEST, "this address speaks TLS: use wss:// or https://"));
      return;
    }
    Optional<Refusal> early =
        entrance.admitRequest(loop.nowNanos()).or(() -> HandshakeRules.check(first));
    if (early.isPresent()) {
      refuse(early.get());
      return;
    }
    Handshake handshake;
    try {
      handshake = entrance.before(read(first, from));
    } catch (RefusedException e) {
      refuse(e.refusal());
      return;
    } catch (IllegalArgumentException e) {
      refuse(new Refusal(ErrorCode.BAD_REQUEST, "the URL cannot be decoded: " + e.getMessage()));
      return;
    }
    LOG.debug(
        "event=requested listener={} target={} client={}",
        settings.name(),
        withoutQuery(first.uri()),
        handshake.client().address());
    Optional<Refusal> crowded =
        handshake.client().equals(proxied)
            ? Optional.empty()
            : entrance.admit(handshake.client(), from);
    if (crowded.isPresent()) {
      refuse(crowded.get());
      return;
    }
    refusalsAreVisible = !handshake.upgrade() || handshake.header("origin").isEmpty();
    extensions = settings.compression() ? Compression.answer(first.headers()) : Optional.empty();
    wire = extensions.isPresent() ? Wire.DEFLATED : Wire.PLAIN;
    sharing = door.sharing(handshake);
    answer(door.answer(handshake), handshake);
  }

  private Handshake read(HttpRequest first, Channel from) {
    return HandshakeRules.read(first, door.dialect(), secure || Tls.isOn(from), client(from));
  }

  private Client client(Channel from) {
    return proxied == null ? Client.direct(Entrance.peer(from)) : proxied;
  }

  @Override
  public void onProxied(Client client, boolean securely) {
    proxied = client;
    secure = securely;
    if (context != null && !entrance.admitProxied(client, context.channel())) {
      loop.countRefusal(settings.name(), ErrorCode.TOO_MANY_CONNECTIONS);
      context.close();
    }
  }

  @Override
  public void onMalformed() {
    loop.countRefusal(settings.name(), ErrorCode.BAD_REQUEST);
  }

  /** As it was sent, so that it stays one line, and without credentials. */
  private static String withoutQuery(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  private void answer(Answer answer, Handshake handshake) {
    boolean posted = handshake.isPost();
    if (posted && (answer instanceof Answer.Page || answer instanceof Answer.Accept)) {
      refuse(new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "nothing is written to at this path"));
      return;
    }
    switch (answer) {
      case Answer.Take take -> take(take, handshake);
      case Answer.Page(int status, String text) -> respond(HttpAnswers.page(status, text));
      case Answer.Refuse(Refusal refusal, boolean visible, Optional<String> spoken) -> {
        refusalsAreVisible = visible || !handshake.upgrade();
        subprotocol = spoken;
        refuse(refusal);
      }
      case Answer.Close(Refusal refusal, CloseReason reason) -> {
        refusalsAreVisible = !handshake.upgrade();
        refuse(refusal, reason);
      }
      case Answer.Accept accept -> accept(accept, handshake);
      case Answer.Preflight() -> respond(HttpAnswers.preflight());
    }
  }

  private void accept(Answer.Accept accept, Handshake handshake) {
    if (!handshake.upgrade() && accept.response().isEmpty()) {
      refuse(new Refusal(ErrorCode.UPGRADE_REQUIRED, "connect with a WebSocket client"));
      return;
    }
    wire = accept.response().orElse(wire);
    subprotocol = accept.subprotocol();
    accept.taking().ifPresent(messages -> framePipeline = framePipeline.taking(messages));
    opener = new Opener(address(handshake), accept.principal());
    if (isHead()) {
      respond(HttpAnswers.streaming(wire));
    } else {
      accept.acceptor().accept(loop, this);
    }
  }

  /** What comes from now on is the body, for a handler of its own. */
  private void take(Answer.Take take, Handshake handshake) {
    ChannelHandlerContext from = context;
    HttpRequest asked = request;
    if (from == null || asked == null) {
      return;
    }
    if (HttpUtil.getContentLength(asked, 0L) > take.maxBytes()) {
      refuse(BodyHandler.tooLarge(take.maxBytes()));
      return;
    }
    if (HttpUtil.is100ContinueExpected(asked)) {
      from.writeAndFlush(HttpAnswers.goOn());
    }
    BodyHandler body =
        new BodyHandler(
            loop,
            settings.name(),
            new Opener(address(handshake), take.principal()),
            sharing,
            take,
            settings.handshakeTimeout());
    from.pipeline().addFirst(PausableReads.VALVE).addLast(body);
    // A client that sends nothing else may end its side with the body, and be read at once.
    from.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    decoder(from.pipeline()).setSingleDecode(false);
    taken = true;
    forgetRequest();
    body.begin(take);
    if (!HttpUtil.isTransferEncodingChunked(asked) && HttpUtil.getContentLength(asked, 0L) == 0) {
      body.endEmpty(); // the decoder has told so with the request
    }
    from.executor().execute(() -> readBody(from, body));
  }

  /** In a later task, because the decoder may be at work further up the stack. */
  private void readBody(ChannelHandlerContext from, BodyHandler body) {
    if (from.isRemoved()) {
      return;
    }
    ChannelPipeline pipeline = from.pipeline();
    pipeline.remove(this);
    HttpRequestDecoder decoder = decoder(pipeline);
    try {
      decoder.channelRead(
          pipeline.context(decoder), Unpooled.EMPTY_BUFFER); // what has come already
    } catch (Exception e) {
      pipeline.fireExceptionCaught(e);
    }
    body.read();
  }

  private static HttpRequestDecoder decoder(ChannelPipeline pipeline) {
    return (HttpRequestDecoder) pipeline.get(NettyListener.HTTP_DECODER);
  }

  /** Of the client, with its port if no proxy is between. */
  private String address(Handshake handshake) {
    Client from = handshake.client();
    return !from.proxied()
            && context != null
            && context.channel().remoteAddress() instanceof InetSocketAddress peer
        ? NetUtil.toSocketAddressString(peer)
        : NetUtil.toAddressString(from.address());
  }

  @Override
  public Opener opener() {
    return opener;
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public @Nullable Socket open(SocketHandler handler) {
    if (context == null || request == null || !context.channel().isActive()) {
      return null;
    }
    ChannelHandlerContext from = context;
    try {
      FrameHandler frames = new FrameHandler(loop, loop.accepted(), handler);
      NettySocket socket = upgrade(from, request, frames, handler);
      frames.attach(socket);
      return socket;
    } catch (RuntimeException | OutOfMemoryError e) {
      forgetRequest();
      from.close();
      throw e;
    }
  }

  private NettySocket upgrade(
      ChannelHandlerContext from, HttpRequest asked, FrameHandler frames, SocketHandler handler) {
    from.writeAndFlush(
        wire.isWebSocket()
            ? HttpAnswers.switching(asked, subprotocol, extensions)
            : shared(HttpAnswers.streaming(wire)));
    ChannelPipeline pipeline = from.pipeline();
    pipeline.remove(NettyListener.HTTP_ENCODER);
    framePipeline.addTo(pipeline, wire, frames, loop.nowNanos());
    stopHttp(from);
    forgetRequest();
    return new NettySocket(
        loop, pipeline.context(frames), handler, wire, !Tls.isOn(from.channel()));
  }

  @Override
  public void refuse(Refusal refusal) {
    refuse(refusal, CloseReason.of(refusal));
  }

  private void refuse(Refusal refusal, CloseReason reason) {
    if (context == null) {
      return; // answered already, or the peer has gone
    }
    loop.countRefusal(settings.name(), refusal.code());
    LOG.debug("event=refused listener={} error={}", settings.name(), refusal.code().id());
    if (refusalsAreVisible) {
      boolean later = wire == Wire.EVENTS && refusal.code().kind() == ErrorKind.TRANSIENT;
      respond(later ? HttpAnswers.comeBack(refusal) : HttpAnswers.refusal(refusal));
      return;
    }
    Socket socket = open(new Nobody());
    if (socket != null) {
      socket.close(reason);
    }
  }

  private boolean isHead() {
    return request != null && request.method().equals(HttpMethod.HEAD);
  }

  private HttpResponse shared(HttpResponse response) {
    sharing.ifPresent(with -> HttpAnswers.share(response.headers(), with));
    return response;
  }

  private void respond(HttpResponse response) {
    ChannelHandlerContext to = context;
    if (to == null) {
      ReferenceCountUtil.release(response);
      return;
    }
    LOG.trace("event=responded status={}", response.status());
    boolean head = isHead();
    forgetRequest();
    to.writeAndFlush(shared(head ? HttpAnswers.withoutBody(response) : response))
        .addListener(sent -> Lingering.endOutput(to.channel(), loop));
    to.pipeline().addLast(Lingering.HANDLER);
    stopHttp(to);
  }

  /** It is answered. Whoever keeps this opening does not keep the request with it. */
  private void forgetRequest() {
    context = null;
    request = null;
  }

  /**
   * From now on what arrives, and what has arrived too early, goes to the handlers behind this one.
   * In a later task, because the decoder may be at work further up the stack.
   */
  private void stopHttp(ChannelHandlerContext from) {
    from.executor()
        .execute(
            () -> {
              if (!from.isRemoved()) {
                from.pipeline().remove(this);
                from.pipeline().remove(NettyListener.HTTP_DECODER);
                FramePipeline.beginReading(from.channel());
              }
            });
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    cancelTimeout();
    forgetRequest();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
      LOG.debug("event=handshake_broken listener={}", settings.name(), cause);
      from.close();
      return;
    }
    LOG.error("event=handshake_failed listener={}", settings.name(), cause);
    refuse(new Refusal(ErrorCode.INTERNAL_ERROR, "internal error"));
  }
}
