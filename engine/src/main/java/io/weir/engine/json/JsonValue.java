package io.weir.engine.json;

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

  /** Whether it is neither an object nor an array, nor null. */
  public boolean isScalar() {
    return kind == Kind.STRING || kind == Kind.NUMBER || kind == Kind.BOOLEAN;
  }
}
