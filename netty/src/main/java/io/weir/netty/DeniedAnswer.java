package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.Remote;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A peer's no to a handshake: its status, and the beginning of what it says. Thread: the loop. */
final class DeniedAnswer {
  /** Enough for the line of 200 characters that is shown. */
  private static final int MAX_BYTES = 1024;

  private final int status;
  private final Optional<String> location;
  private final Optional<Duration> retryAfter;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private DeniedAnswer(int status, Optional<String> location, Optional<Duration> retryAfter) {
    this.status = status;
    this.location = location;
    this.retryAfter = retryAfter;
  }

  static DeniedAnswer of(HttpResponse answer) {
    return new DeniedAnswer(
        answer.status().code(),
        Optional.ofNullable(answer.headers().get(HttpHeaderNames.LOCATION)),
        Optional.ofNullable(answer.headers().get(HttpHeaderNames.RETRY_AFTER))
            .flatMap(value -> retryAfter(value.strip(), Instant.now())));
  }

  /** RFC 9110 section 10.2.3: seconds, or a date. What is neither says nothing. */
  static Optional<Duration> retryAfter(String value, Instant now) {
    try {
      if (value.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration rest = Duration.between(now, then);
      return Optional.of(rest.isNegative() ? Duration.ZERO : rest);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  void add(ByteBuf bytes) {
    int size = Math.min(bytes.readableBytes(), MAX_BYTES - body.size());
    byte[] piece = new byte[size];
    bytes.readBytes(piece);
    body.writeBytes(piece);
  }

  boolean isEnough() {
    return body.size() == MAX_BYTES;
  }

  DialFailure failure(Remote remote) {
    String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
    String said = location.isPresent() && status < 400 ? redirect(location.get()) : line();
    String message = remote + ": answered " + status + " " + reason;
    return new DialFailure(
        Step.HANDSHAKE, said.isEmpty() ? message : message + ": " + said, status, retryAfter);
  }

  /** Only the host: what follows it may be a secret. */
  private static String redirect(String location) {
    try {
      String host = URI.create(location).getHost();
      return host == null
          ? "redirects elsewhere on this host, which is not followed"
          : "redirects to " + host + ", which is not followed";
    } catch (IllegalArgumentException e) {
      return "redirects, which is not followed";
    }
  }

  private String line() {
    return DialWords.line(body.toString(StandardCharsets.UTF_8));
  }
}
