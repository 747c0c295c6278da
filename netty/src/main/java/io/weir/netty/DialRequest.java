package io.weir.netty;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_ACCEPT;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_VERSION;
import static io.netty.handler.codec.http.HttpHeaderNames.UPGRADE;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.weir.engine.socket.Remote;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A handshake as a client sends it, and what its answer has to be (RFC 6455 section 4.1).
 *
 * @param key chosen anew for each
 */
record DialRequest(Remote remote, String key) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 16;

  static DialRequest of(Remote remote) {
    byte[] random = new byte[KEY_BYTES];
    RANDOM.nextBytes(random);
    return new DialRequest(remote, Base64.getEncoder().encodeToString(random));
  }

  /**
   * The request.
   *
   * @throws IllegalArgumentException if a header of the remote cannot be sent; names it
   */
  FullHttpRequest encode() {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, target(), Unpooled.EMPTY_BUFFER);
    HttpHeaders headers = request.headers();
    remote.headers().forEach(header -> add(headers, header));
    addDefaults(headers);
    headers
        .set(UPGRADE, "websocket")
        .set(CONNECTION, "Upgrade")
        .set(SEC_WEBSOCKET_VERSION, "13")
        .set(SEC_WEBSOCKET_KEY, key)
        .set(SEC_WEBSOCKET_EXTENSIONS, Compression.OFFER);
    if (!remote.subprotocols().isEmpty()) {
      headers.set(SEC_WEBSOCKET_PROTOCOL, String.join(", ", remote.subprotocols()));
    }
    return request;
  }

  private String target() {
    URI uri = remote.uri();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static void add(HttpHeaders headers, Map.Entry<String, String> header) {
    try {
      headers.add(header.getKey(), header.getValue());
    } catch (IllegalArgumentException e) { // its message shows the value, which may be a secret
      throw new IllegalArgumentException("the header " + header.getKey() + " cannot be sent");
    }
  }

  private void addDefaults(HttpHeaders headers) {
    URI uri = remote.uri();
    if (!headers.contains(HOST)) {
      headers.set(HOST, uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
    }
    if (uri.getRawUserInfo() != null && !headers.contains(AUTHORIZATION)) {
      headers.set(AUTHORIZATION, "Basic " + base64(decoded(uri.getRawUserInfo())));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What stands in a URI; a plus is a plus there. */
  static String decoded(String userInfo) {
    return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** What is wrong with an answer of 101; empty: it is the one to this request. */
  Optional<String> violation(HttpResponse answer) {
    HttpHeaders headers = answer.headers();
    if (!headers.containsValue(UPGRADE, "websocket", true)
        || !headers.containsValue(CONNECTION, "upgrade", true)) {
      return Optional.of("answered 101, but does not switch to websocket");
    }
    List<String> accepts = headers.getAll(SEC_WEBSOCKET_ACCEPT);
    if (accepts.size() != 1 || !accepts.getFirst().strip().equals(HttpAnswers.accept(key))) {
      return Optional.of("answered 101 with a Sec-WebSocket-Accept that is not for this request");
    }
    if (!Compression.isAnswer(headers)) {
      return Optional.of("answered 101 with an extension that was not offered");
    }
    return subprotocolViolation(headers.getAll(SEC_WEBSOCKET_PROTOCOL));
  }

  private Optional<String> subprotocolViolation(List<String> chosen) {
    if (chosen.isEmpty()) {
      return remote.subprotocols().isEmpty()
          ? Optional.empty()
          : Optional.of("chose none of the subprotocols " + remote.subprotocols());
    }
    return chosen.size() == 1 && remote.subprotocols().contains(chosen.getFirst().strip())
        ? Optional.empty()
        : Optional.of("chose a subprotocol that was not offered");
  }
}
