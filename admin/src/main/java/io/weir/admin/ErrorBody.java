package io.weir.admin;

import io.weir.engine.error.ErrorCode;

/**
 * How every error looks; the components are the JSON members.
 *
 * @param error the stable code, {@link ErrorCode#id}
 * @param message one line for a person
 */
record ErrorBody(String error, String message) {

  static ErrorBody of(ErrorCode code, String message) {
    return new ErrorBody(code.id(), message);
  }
}
