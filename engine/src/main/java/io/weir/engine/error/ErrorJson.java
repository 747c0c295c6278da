package io.weir.engine.error;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A refusal as clients get it. */
public final class ErrorJson {
  private ErrorJson() {}

  /** An HTTP body: {@code {"error": code, "message": …}}. */
  public static String of(Refusal refusal) {
    return object("error", refusal);
  }

  /** A control frame: {@code {"error": {"code": code, "message": …}}}. */
  public static String control(Refusal refusal) {
    return "{\"error\":" + detail(refusal) + "}";
  }

  /** What a control frame says: {@code {"code": code, "message": …}}. */
  public static String detail(Refusal refusal) {
    return object("code", refusal);
  }

  private static String object(String code, Refusal refusal) {
    StringBuilder json = new StringBuilder("{\"").append(code).append("\":\"");
    json.append(refusal.code().id());
    json.append("\",\"message\":\"");
    JsonStringEncoder.getInstance().quoteAsString(refusal.message(), json);
    return json.append("\"}").toString();
  }
}
