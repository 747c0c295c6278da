package io.weir.netty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request target (RFC 9112 section 3.2), decoded once, and strictly, so that no two spellings of
 * nonsense become the same path or key; or else each part that cannot be decoded as it was sent.
 *
 * @param path begins with a slash; neither {@code //} nor {@code ..} is resolved
 * @param query in order; {@code +} is a space, as browsers send it
 */
record Target(String path, Map<String, List<String>> query) {
  private static final int MAX_PARAMETERS = 16_384;

  /** What comes before the path in absolute-form, which servers have to accept. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:https?|wss?)://[^/?#]*", Pattern.CASE_INSENSITIVE);

  /**
   * Reads origin-form, and absolute-form without looking at its host.
   *
   * @throws IllegalArgumentException with a reason for the client
   */
  static Target of(String raw) {
    return read(raw, Target::decode);
  }

  /**
   * As {@link #of}, but a path, a name or a value that cannot be decoded stays as it was sent.
   *
   * @throws IllegalArgumentException with a reason for the client
   */
  static Target asSent(String raw) {
    return read(raw, Target::decodeOrKeep);
  }

  private static Target read(String raw, Decoding decoding) {
    Matcher authority = AUTHORITY.matcher(raw);
    String target = authority.lookingAt() ? raw.substring(authority.end()) : raw;
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    if (authority.lookingAt() && path.isEmpty()) {
      path = "/";
    }
    if (!path.startsWith("/") || target.indexOf('#') >= 0) {
      throw new IllegalArgumentException("it must be a path and perhaps a query");
    }
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new Target(decoding.decode(path, false), query(query, decoding));
  }

  private static Map<String, List<String>> query(String raw, Decoding decoding) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    int count = 0;
    for (String parameter : raw.split("&", -1)) {
      if (!parameter.isEmpty()) {
        if (++count > MAX_PARAMETERS) {
          throw new IllegalArgumentException("more than " + MAX_PARAMETERS + " parameters");
        }
        int equals = parameter.indexOf('=');
        String name =
            decoding.decode(equals < 0 ? parameter : parameter.substring(0, equals), true);
        String value = equals < 0 ? "" : decoding.decode(parameter.substring(equals + 1), true);
        query.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
      }
    }
    return query;
  }

  /** What becomes of a part of the target. */
  private interface Decoding {
    String decode(String raw, boolean plusIsSpace);
  }

  private static String decodeOrKeep(String raw, boolean plusIsSpace) {
    try {
      return decode(raw, plusIsSpace);
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }

  /** RFC 3986 section 2.1; what comes out has to be UTF-8. */
  private static String decode(String raw, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(hex(raw, i + 1) << 4 | hex(raw, i + 2));
        i += 2;
      } else {
        bytes.write(plusIsSpace && c == '+' ? ' ' : c);
      }
    }
    try {
      ByteBuffer decoded = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(decoded).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    }
  }

  private static int hex(String raw, int at) {
    int digit = at < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
    if (digit < 0 || raw.charAt(at) > 'f') {
      throw new IllegalArgumentException("a % is not followed by two hexadecimal digits");
    }
    return digit;
  }
}
