package io.weir.engine.frame;

import java.util.Locale;

/** What a content type says of some bytes (RFC 9110 section 8.3.1). */
final class MediaType {
  private static final String CLOUDEVENTS = "application/cloudevents";

  /** Type and subtype in lower case. */
  private final String essence;

  private final boolean isUtf8;

  MediaType(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int end = lower.indexOf(';');
    this.essence = (end < 0 ? lower : lower.substring(0, end)).strip();
    this.isUtf8 = end < 0 || isUtf8(lower.substring(end + 1));
  }

  private static boolean isUtf8(String parameters) {
    for (String parameter : parameters.split(";", -1)) {
      String[] pair = parameter.split("=", 2);
      if (pair.length == 2 && pair[0].strip().equals("charset")) {
        String charset = pair[1].strip().replace("\"", "");
        return charset.equals("utf-8") || charset.equals("us-ascii");
      }
    }
    return true;
  }

  /** Whether a whole event is in there, in whatever format. */
  boolean isCloudEvent() {
    return essence.startsWith(CLOUDEVENTS);
  }

  /** Whether it is an event in the JSON format, and one only. */
  boolean isCloudEventInJson() {
    return isUtf8 && essence.equals(CLOUDEVENTS + "+json");
  }

  /** As the JSON format of CloudEvents means it (section 3.1.1), in UTF-8. */
  boolean isJson() {
    return isUtf8 && declaresJson();
  }

  /** The same, where the encoding of the bytes is somebody else's. */
  boolean declaresJson() {
    return essence.endsWith("/json") || hasSuffix("+json");
  }

  /** Whether people read it, in UTF-8, and no JSON: a string would be taken for its value. */
  boolean isText() {
    boolean isText = essence.startsWith("text/") || essence.endsWith("/xml") || hasSuffix("+xml");
    return isUtf8 && isText && !declaresJson();
  }

  private boolean hasSuffix(String suffix) {
    return essence.indexOf('/') > 0 && essence.endsWith(suffix);
  }
}
