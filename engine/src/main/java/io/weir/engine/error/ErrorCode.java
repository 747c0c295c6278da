package io.weir.engine.error;

import static io.weir.engine.error.ErrorKind.ENVIRONMENT;
import static io.weir.engine.error.ErrorKind.INTERNAL;
import static io.weir.engine.error.ErrorKind.LIMIT;
import static io.weir.engine.error.ErrorKind.TRANSIENT;
import static io.weir.engine.error.ErrorKind.USER;

import java.util.Locale;

/**
 * Every error that a client, an operator or a script can meet. A constant is never renamed and its
 * numbers never change: clients branch on them.
 */
public enum ErrorCode {
  BAD_REQUEST(USER, 400, 4500),
  UNAUTHENTICATED(USER, 401, 4501),
  STREAM_RECREATED(USER, 410, 4502),
  GAP(USER, 410, 4503),
  FORBIDDEN(USER, 403, 4505),
  NOT_FOUND(USER, 404, 4504),
  STREAM_NOT_FOUND(USER, 404, 4504),
  TOPIC_NOT_FOUND(USER, 404, 4506),
  METHOD_NOT_ALLOWED(USER, 405, 4507),
  NOT_WRITABLE(USER, 405, 4508),
  UPGRADE_REQUIRED(USER, 426, 4509),
  PROTOCOL_ERROR(USER, 400, 1002),
  INVALID_PAYLOAD(USER, 400, 1007),
  MESSAGE_TOO_BIG(USER, 413, 1009),
  REQUEST_TOO_LARGE(USER, 431, 4510),
  REQUEST_TIMEOUT(USER, 408, 4511),
  SETTINGS_INVALID(USER, 400, 4512),
  TARGET_TOO_LONG(USER, 414, 4513),
  NOT_ACCEPTABLE(USER, 406, 4514),
  FILTER_TOO_LARGE(USER, 400, 4520),
  INVALID_RECORD(USER, 422, 4530),
  RECORD_TOO_LARGE(USER, 413, 4531),

  KAFKA_UNAVAILABLE(TRANSIENT, 503, 4000),
  OVERLOADED(TRANSIENT, 503, 4001),
  IDLE(TRANSIENT, 503, 4002),
  CLOSED_BY_OPERATOR(TRANSIENT, 503, 4003),
  TOO_MANY_CONNECTIONS(TRANSIENT, 503, 4010),
  SHUTTING_DOWN(TRANSIENT, 503, 1012),

  SLOW(LIMIT, 429, 4250),
  TOO_MANY_MESSAGES(LIMIT, 429, 4251),
  TOO_MANY_FROM_ADDRESS(LIMIT, 429, 4252),
  TOO_MANY_HANDSHAKES(LIMIT, 429, 4253),
  BUSY(LIMIT, 429, 4254),

  INTERNAL_ERROR(INTERNAL, 500, 1011),

  UNUSABLE_ENVIRONMENT(ENVIRONMENT, 500, 1011);

  private final ErrorKind kind;
  private final int httpStatus;
  private final int closeCode;
  private final String id;

  ErrorCode(ErrorKind kind, int httpStatus, int closeCode) {
    this.kind = kind;
    this.httpStatus = httpStatus;
    this.closeCode = closeCode;
    this.id = name().toLowerCase(Locale.ROOT);
  }

  public ErrorKind kind() {
    return kind;
  }

  /** The status of a refusal before the upgrade. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The close code of a refusal after the upgrade (RFC 6455 section 7.4). */
  public int closeCode() {
    return closeCode;
  }

  /** The stable name in JSON, logs and documents: snake_case. */
  public String id() {
    return id;
  }
}
