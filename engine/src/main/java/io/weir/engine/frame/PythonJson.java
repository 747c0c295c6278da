package io.weir.engine.frame;

/**
 * Tells JSON from other bytes, as Python's {@code json} does: RFC 8259, and {@code NaN}, {@code
 * Infinity} and {@code -Infinity} as well. Thread: one tail; nothing is kept between two calls.
 *
 * <p>Reads the bytes once, from the first to the last, and makes nothing of them.
 */
final class PythonJson {
  /** Objects and arrays in one another; Python gives up at about the same depth. */
  static final int MAX_DEPTH = 1_000;

  private static final byte[] NOTHING = {};
  private static final int END = -256; // no byte

  /** What has to come next. */
  private enum Next {
    VALUE,
    /** What follows a complete value: more of what it is in, or the end. */
    REST,
    /** Nothing: this is no JSON. */
    FAILURE
  }

  // One bit for each open object or array: whether it is an object.
  private final long[] objects = new long[(MAX_DEPTH + Long.SIZE - 1) / Long.SIZE];
  private byte[] bytes = NOTHING;
  private int at;
  private int depth;

  /** Whether these bytes are exactly one JSON value in UTF-8, with white space around it or not. */
  boolean accepts(byte[] text) {
    bytes = text;
    at = 0;
    depth = 0;
    boolean accepted = read() && Utf8.isValid(text);
    bytes = NOTHING;
    return accepted;
  }

  private boolean read() {
    Next next = Next.VALUE;
    while (next == Next.VALUE) {
      next = value();
      while (next == Next.REST && depth > 0) {
        next = rest();
      }
    }
    return next == Next.REST && takeVisible() == END;
  }

  /** A value without parts, an empty object or array, or the way into one that is not empty. */
  private Next value() {
    int first = takeVisible();
    return switch (first) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> after(string());
      case 't' -> after(word("rue"));
      case 'f' -> after(word("alse"));
      case 'n' -> after(word("ull"));
      case 'N' -> after(word("aN"));
      case 'I' -> after(word("nfinity"));
      default -> after(number(first));
    };
  }

  private static Next after(boolean complete) {
    return complete ? Next.REST : Next.FAILURE;
  }

  private Next open(boolean object) {
    if (depth == MAX_DEPTH) {
      return Next.FAILURE;
    }
    long bit = 1L << depth;
    int index = depth / Long.SIZE;
    objects[index] = object ? objects[index] | bit : objects[index] & ~bit;
    depth++;
    skipBlanks();
    if (peek() == (object ? '}' : ']')) {
      return rest();
    }
    return object ? name() : Next.VALUE;
  }

  /** What follows a value in an object or array: another one, or its end. */
  private Next rest() {
    boolean object = (objects[(depth - 1) / Long.SIZE] & 1L << (depth - 1)) != 0;
    int mark = takeVisible();
    if (mark == ',') {
      return object ? name() : Next.VALUE;
    }
    if (mark != (object ? '}' : ']')) {
      return Next.FAILURE;
    }
    depth--;
    return Next.REST;
  }

  private Next name() {
    boolean named = takeVisible() == '"' && string() && takeVisible() == ':';
    return named ? Next.VALUE : Next.FAILURE;
  }

  /** From behind the first quotation mark to behind the last. */
  private boolean string() {
    while (at < bytes.length) {
      byte each = bytes[at++];
      if (each == '"') {
        return true;
      }
      boolean control = each >= 0 && each < ' ';
      if (control || (each == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    return switch (take()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
      case 'u' -> fourHex();
      default -> false;
    };
  }

  private boolean fourHex() {
    for (int i = 0; i < 4; i++) {
      if (!isHex(take())) {
        return false;
      }
    }
    return true;
  }

  private boolean word(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      if (take() != letters.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean number(int first) {
    int digit = first;
    if (first == '-') {
      digit = take();
      if (digit == 'I') {
        return word("nfinity");
      }
    }
    if (!isDigit(digit)) {
      return false;
    }
    return (digit == '0' || skipDigits() >= 0) && fraction() && exponent();
  }

  private boolean fraction() {
    if (peek() != '.') {
      return true;
    }
    at++;
    return skipDigits() > 0;
  }

  private boolean exponent() {
    if (peek() != 'e' && peek() != 'E') {
      return true;
    }
    at++;
    if (peek() == '+' || peek() == '-') {
      at++;
    }
    return skipDigits() > 0;
  }

  /** How many there were. */
  private int skipDigits() {
    int from = at;
    while (isDigit(peek())) {
      at++;
    }
    return at - from;
  }

  private int takeVisible() {
    skipBlanks();
    return take();
  }

  private void skipBlanks() {
    while (isBlank(peek())) {
      at++;
    }
  }

  private int take() {
    return at < bytes.length ? bytes[at++] : END;
  }

  private int peek() {
    return at < bytes.length ? bytes[at] : END;
  }

  private static boolean isBlank(int each) {
    return each == ' ' || each == '\n' || each == '\r' || each == '\t';
  }

  private static boolean isDigit(int each) {
    return each >= '0' && each <= '9';
  }

  private static boolean isHex(int each) {
    int lower = each | 0x20;
    return isDigit(each) || (lower >= 'a' && lower <= 'f');
  }
}
