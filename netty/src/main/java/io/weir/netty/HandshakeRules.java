package io.weir.netty;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpHeaderNames.ORIGIN;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_VERSION;
import static io.netty.handler.codec.http.HttpHeaderNames.UPGRADE;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.listener.Client;
import io.weir.engine.listener.Dialect;
import io.weir.engine.listener.Handshake;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What RFC 6455 section 4.2.1 and RFC 9112 demand of the request. */
final class HandshakeRules {
  private static final String VERSION = "13";
  private static final String WEBSOCKET = "websocket";
  private static final int KEY_BYTES = 16;

  private HandshakeRules() {}

  /** The first rule that the request breaks. */
  static Optional<Refusal> check(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(unreadable(request.decoderResult().cause()));
    }
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return refusal(ErrorCode.BAD_REQUEST, "HTTP/1.1 is required");
    }
    if (request.headers().getAll(HOST).size() != 1) {
      return refusal(ErrorCode.BAD_REQUEST, "exactly one Host header is required");
    }
    return asksForUpgrade(request.headers()) ? checkUpgrade(request) : checkPlain(request);
  }

  /** Why a request that the decoder gave up on was not read. */
  private static Refusal unreadable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e ->
          new Refusal(ErrorCode.TARGET_TOO_LONG, "the URL is too long: " + e.getMessage());
      case TooLongHttpHeaderException e ->
          new Refusal(ErrorCode.REQUEST_TOO_LARGE, "the headers are too large: " + e.getMessage());
      default -> new Refusal(ErrorCode.BAD_REQUEST, "this is not an HTTP/1.1 request");
    };
  }

  /** A wish for another protocol may be ignored (RFC 9110 section 7.8). */
  private static boolean asksForUpgrade(HttpHeaders headers) {
    return headers.containsValue(UPGRADE, WEBSOCKET, true) || headers.contains(SEC_WEBSOCKET_KEY);
  }

  private static Optional<Refusal> checkPlain(HttpRequest request) {
    boolean asks =
        request.method().equals(HttpMethod.OPTIONS)
            && request.headers().contains(ORIGIN)
            && request.headers().contains(ACCESS_CONTROL_REQUEST_METHOD);
    boolean known =
        isGet(request)
            || request.method().equals(HttpMethod.HEAD)
            || request.method().equals(HttpMethod.POST);
    return asks || known
        ? Optional.empty()
        : refusal(ErrorCode.METHOD_NOT_ALLOWED, "only GET and POST are served here");
  }

  private static Optional<Refusal> checkUpgrade(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!isGet(request)) {
      return refusal(ErrorCode.METHOD_NOT_ALLOWED, "a WebSocket handshake is a GET");
    }
    if (!headers.containsValue(UPGRADE, WEBSOCKET, true)) {
      return refusal(ErrorCode.UPGRADE_REQUIRED, "the Upgrade header must say websocket");
    }
    if (!headers.containsValue(CONNECTION, "upgrade", true)) {
      return refusal(ErrorCode.BAD_REQUEST, "the Connection header must say Upgrade");
    }
    if (!VERSION.equals(headers.get(SEC_WEBSOCKET_VERSION))) {
      return refusal(ErrorCode.UPGRADE_REQUIRED, "Sec-WebSocket-Version must be 13");
    }
    if (HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) != 0) {
      return refusal(ErrorCode.BAD_REQUEST, "a WebSocket handshake has no body");
    }
    return isKey(headers.getAll(SEC_WEBSOCKET_KEY))
        ? Optional.empty()
        : refusal(ErrorCode.BAD_REQUEST, "Sec-WebSocket-Key must be 16 bytes in Base64, once");
  }

  private static boolean isGet(HttpRequest request) {
    return request.method().equals(HttpMethod.GET);
  }

  private static boolean isKey(List<String> keys) {
    try {
      return keys.size() == 1
          && Base64.getDecoder().decode(keys.getFirst().strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Refusal> refusal(ErrorCode code, String message) {
    return Optional.of(new Refusal(code, message));
  }

  /**
   * The request in the engine's words.
   *
   * @param secure whether the client's connection is TLS
   * @throws IllegalArgumentException if the target is none, or the dialect wants it decoded and it
   *     cannot be
   */
  static Handshake read(HttpRequest request, Dialect dialect, boolean secure, Client client) {
    String uri = request.uri();
    Target target = dialect.takesTargetsAsSent() ? Target.asSent(uri) : Target.of(uri);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach(
            header ->
                headers
                    .computeIfAbsent(
                        header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(header.getValue()));
    return new Handshake(
        request.method().name(),
        target.path(),
        uri,
        target.query(),
        headers,
        asksForUpgrade(request.headers()),
        secure,
        request.headers().get(HOST, ""),
        client);
  }
}
