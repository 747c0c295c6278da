package io.weir.dialects.weir;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * How a client calls one of its messages.
 *
 * @param json a string or a number, as it stands in JSON
 */
record CommandId(String json) {
  /** Of a string without what JSON puts around it, and of a number. */
  static final int MAX_CHARS = 64;

  static CommandId ofText(String text) {
    return new CommandId(
        '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
  }

  /** With the digits that the client has written. */
  static CommandId ofNumber(String digits) {
    return new CommandId(digits);
  }
}
