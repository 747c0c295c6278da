package io.weir.engine.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * What stands at one place of a document.
 *
 * @param text of a string its characters, unescaped; of anything else the JSON as it was written
 */
public record JsonValue(Kind kind, String text) {

  /** The kinds of JSON values (RFC 8259 section 3). */
  public enum Kind {
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    OBJECT,
    ARRAY
  }

  /** The JSON of it: as it was written, but for the escapes of a string. */
  public String json() {
    if (kind != Kind.STRING) {
      return text;
    }
    StringBuilder json = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"').toString();
  }

  /** Whether it is neither an object nor an array, nor null. */
  public boolean isScalar() {
    return kind == Kind.STRING || kind == Kind.NUMBER || kind == Kind.BOOLEAN;
  }
}
