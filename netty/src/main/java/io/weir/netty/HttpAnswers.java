package io.weir.netty;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_MAX_AGE;
import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.RETRY_AFTER;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_ACCEPT;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_VERSION;
import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;
import static io.netty.handler.codec.http.HttpHeaderNames.UPGRADE;
import static io.netty.handler.codec.http.HttpHeaderNames.VARY;
import static io.netty.handler.codec.http.HttpHeaderNames.WWW_AUTHENTICATE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.error.Refusal;
import io.weir.engine.listener.Sharing;
import io.weir.engine.socket.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The responses with which HTTP ends on a connection. */
final class HttpAnswers {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /** Drawn anew each time, so that those who were refused together do not come back together. */
  private static final int MAX_RETRY_AFTER_SECONDS = 5;

  /** As long as browsers keep it without asking again, about. */
  private static final int PREFLIGHT_SECONDS = 600;

  private HttpAnswers() {}

  /** RFC 6455 section 4.2.2. */
  static FullHttpResponse switching(
      HttpRequest request, Optional<String> subprotocol, Optional<String> extensions) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    HttpHeaders headers = response.headers();
    headers.set(UPGRADE, "websocket").set(CONNECTION, "Upgrade");
    headers.set(SEC_WEBSOCKET_ACCEPT, accept(request.headers().get(SEC_WEBSOCKET_KEY, "")));
    subprotocol.ifPresent(name -> headers.set(SEC_WEBSOCKET_PROTOCOL, name));
    extensions.ifPresent(agreed -> headers.set(SEC_WEBSOCKET_EXTENSIONS, agreed));
    return response;
  }

  /** What proves that an answer is to the request with this key. */
  static String accept(String key) {
    try {
      byte[] text = (key.strip() + GUID).getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  static FullHttpResponse page(int status, String text) {
    return response(HttpResponseStatus.valueOf(status), "text/plain; charset=utf-8", text);
  }

  /** The same answer as it goes to a HEAD: its headers only. */
  static HttpResponse withoutBody(HttpResponse response) {
    if (!(response instanceof FullHttpResponse full)) {
      return response;
    }
    HttpResponse head = full.replace(Unpooled.EMPTY_BUFFER);
    full.release();
    return head;
  }

  static FullHttpResponse refusal(Refusal refusal) {
    int status = refusal.code().httpStatus();
    FullHttpResponse response =
        response(HttpResponseStatus.valueOf(status), "application/json", ErrorJson.of(refusal));
    HttpHeaders headers = response.headers();
    if (refusal.code().kind() == ErrorKind.TRANSIENT || refusal.code().kind() == ErrorKind.LIMIT) {
      headers.set(RETRY_AFTER, 1 + ThreadLocalRandom.current().nextInt(MAX_RETRY_AFTER_SECONDS));
    }
    switch (status) {
      case 401 -> headers.set(WWW_AUTHENTICATE, "Basic realm=\"weir\", charset=\"UTF-8\"");
      case 405 -> headers.set(ALLOW, "GET, HEAD");
      case 426 ->
          headers
              .set(UPGRADE, "websocket")
              .set(CONNECTION, "Upgrade, close")
              .set(SEC_WEBSOCKET_VERSION, "13");
      default -> {}
    }
    return response;
  }

  /** The head of a response that is written frame by frame. */
  static HttpResponse streaming(Wire wire) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    common(response.headers(), type(wire))
        .set(TRANSFER_ENCODING, "chunked")
        .set("x-accel-buffering", "no");
    return response;
  }

  private static String type(Wire wire) {
    return switch (wire) {
      case EVENTS -> "text/event-stream";
      case LINES -> "application/x-ndjson";
      case PLAIN, DEFLATED -> throw new IllegalArgumentException("no response: " + wire);
    };
  }

  /**
   * A refusal of what works later, for clients that come back from the end of a response, as from
   * here after a while, but never from an error.
   */
  static FullHttpResponse comeBack(Refusal refusal) {
    int retryMillis = 1_000 + ThreadLocalRandom.current().nextInt(1_000 * MAX_RETRY_AFTER_SECONDS);
    return response(
        HttpResponseStatus.OK,
        type(Wire.EVENTS),
        ": %s: %s\nretry: %d\n\n"
            .formatted(refusal.code().id(), oneLine(refusal.message()), retryMillis));
  }

  private static String oneLine(String text) {
    return String.join(" ", text.lines().toList());
  }

  /** What a script may do: read, and say in headers who it is and from where on. */
  static HttpResponse preflight() {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
    response
        .headers()
        .set(ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD")
        .set(ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Last-Event-ID, Weir-Cursor")
        .set(ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
        .set(CONNECTION, "close");
    return response;
  }

  /** Lets a page read the response, whose browser would hide it otherwise. */
  static void share(HttpHeaders headers, Sharing with) {
    headers
        .set(ACCESS_CONTROL_ALLOW_ORIGIN, with.origin())
        .set(ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After")
        .set(VARY, "Origin");
    if (with.credentials()) {
      headers.set(ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
  }

  private static FullHttpResponse response(HttpResponseStatus status, String type, String text) {
    String lines = text.endsWith("\n") ? text : text + "\n";
    return response(status, type, Unpooled.copiedBuffer(lines, StandardCharsets.UTF_8));
  }

  private static FullHttpResponse response(HttpResponseStatus status, String type, ByteBuf body) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    common(response.headers(), type).set(CONTENT_LENGTH, body.readableBytes());
    return response;
  }

  private static HttpHeaders common(HttpHeaders headers, String type) {
    return headers
        .set(CONTENT_TYPE, type)
        .set(CACHE_CONTROL, "no-store")
        .set("x-content-type-options", "nosniff")
        .set(CONNECTION, "close");
  }
}
