package io.weir.engine.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks whether bytes are one JSON value (RFC 8259), and nothing else: it makes no objects and
 * gives no reasons. What it does not take may still be JSON that is nested very deep. Whether
 * strings are UTF-8 is for the caller to look at.
 */
final class JsonSyntax {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private static final int MAX_DEPTH = 64;

  /** Instead of a place: there is no such thing there. */
  private static final int NONE = -1;

  private JsonSyntax() {}

  static boolean isValue(byte[] json, int from, int to) {
    int end = value(json, blank(json, from, to), to, 0);
    return end != NONE && blank(json, end, to) == to;
  }

  /** Behind white space. */
  private static int blank(byte[] json, int from, int to) {
    int at = from;
    while (at < to && isBlank(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte of) {
    return of == ' ' || of == '\n' || of == '\r' || of == '\t';
  }

  private static int value(byte[] json, int at, int to, int depth) {
    if (at >= to || depth > MAX_DEPTH) {
      return NONE;
    }
    return switch (json[at]) {
      case '{' -> object(json, at + 1, to, depth + 1);
      case '[' -> array(json, at + 1, to, depth + 1);
      case '"' -> string(json, at + 1, to);
      case 't' -> word(json, at, to, "true");
      case 'f' -> word(json, at, to, "false");
      case 'n' -> word(json, at, to, "null");
      default -> number(json, at, to);
    };
  }

  private static int object(byte[] json, int from, int to, int depth) {
    int at = blank(json, from, to);
    if (is(json, at, to, '}')) {
      return at + 1;
    }
    while (is(json, at, to, '"')) {
      at = string(json, at + 1, to);
      at = at == NONE ? NONE : blank(json, at, to);
      if (at == NONE || !is(json, at, to, ':')) {
        return NONE;
      }
      at = value(json, blank(json, at + 1, to), to, depth);
      at = at == NONE ? NONE : blank(json, at, to);
      if (at == NONE || !is(json, at, to, ',')) {
        return at != NONE && is(json, at, to, '}') ? at + 1 : NONE;
      }
      at = blank(json, at + 1, to);
    }
    return NONE;
  }

  private static int array(byte[] json, int from, int to, int depth) {
    int at = blank(json, from, to);
    if (is(json, at, to, ']')) {
      return at + 1;
    }
    while (true) {
      at = value(json, at, to, depth);
      at = at == NONE ? NONE : blank(json, at, to);
      if (at == NONE || !is(json, at, to, ',')) {
        return at != NONE && is(json, at, to, ']') ? at + 1 : NONE;
      }
      at = blank(json, at + 1, to);
    }
  }

  private static boolean is(byte[] json, int at, int to, char what) {
    return at < to && json[at] == what;
  }

  /** Behind the closing quote of a string, from behind its opening one. */
  private static int string(byte[] json, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to && isPlain((long) LONGS.get(json, at))) {
        at += Long.BYTES;
        continue;
      }
      byte of = json[at];
      if (of == '"') {
        return at + 1;
      }
      at = of == '\\' ? escape(json, at + 1, to) : at + 1;
      if (at == NONE || (of >= 0 && of < ' ')) {
        return NONE;
      }
    }
    return NONE;
  }

  /** Whether none of eight bytes is a quote, a backslash or a control character. */
  private static boolean isPlain(long bytes) {
    long quotes = bytes ^ ('"' * ONES);
    long backslashes = bytes ^ ('\\' * ONES);
    long special =
        ((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((bytes - ' ' * ONES) & ~bytes);
    return (special & HIGH_BITS) == 0;
  }

  private static int escape(byte[] json, int at, int to) {
    if (at >= to) {
      return NONE;
    }
    return switch (json[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
      case 'u' -> hex(json, at + 1, to);
      default -> NONE;
    };
  }

  private static int hex(byte[] json, int from, int to) {
    if (to - from < 4) {
      return NONE;
    }
    for (int at = from; at < from + 4; at++) {
      if (Character.digit(json[at], 16) < 0) {
        return NONE;
      }
    }
    return from + 4;
  }

  private static int word(byte[] json, int at, int to, String word) {
    if (to - at < word.length()) {
      return NONE;
    }
    for (int i = 0; i < word.length(); i++) {
      if (json[at + i] != word.charAt(i)) {
        return NONE;
      }
    }
    return at + word.length();
  }

  private static int number(byte[] json, int from, int to) {
    int at = is(json, from, to, '-') ? from + 1 : from;
    at = is(json, at, to, '0') ? at + 1 : digits(json, at, to);
    if (at != NONE && is(json, at, to, '.')) {
      at = digits(json, at + 1, to);
    }
    if (at != NONE && (is(json, at, to, 'e') || is(json, at, to, 'E'))) {
      boolean signed = is(json, at + 1, to, '+') || is(json, at + 1, to, '-');
      at = digits(json, signed ? at + 2 : at + 1, to);
    }
    return at;
  }

  /** Behind one or more digits. */
  private static int digits(byte[] json, int from, int to) {
    int at = from;
    while (at < to && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    return at == from ? NONE : at;
  }
}
