package io.weir.engine.error;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A refusal as clients get it in HTTP bodies: {@code {"error": code, "message": …}}. */
public final class ErrorJson {
  private ErrorJson() {}

  public static String of(Refusal refusal) {
    StringBuilder json = new StringBuilder("{\"error\":\"").append(refusal.code().id());
    json.append("\",\"message\":\"");
    JsonStringEncoder.getInstance().quoteAsString(refusal.message(), json);
    return json.append("\"}").toString();
  }
}
