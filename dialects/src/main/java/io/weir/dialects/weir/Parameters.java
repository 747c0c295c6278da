package io.weir.dialects.weir;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The query of a subscription. */
record Parameters(KeyFilter keys, FrameKind frame) {
  private static final String KEY = "key";
  private static final String FRAME = "frame";
  private static final List<FrameKind> FRAMES = List.of(FrameKind.VALUE, FrameKind.RECORD);
  private static final Set<String> KNOWN =
      Set.of(KEY, FRAME, WeirCredentials.USERNAME, WeirCredentials.API_KEY, WeirCredentials.TOKEN);

  /**
   * Reads a query.
   *
   * @throws io.weir.engine.error.RefusedException naming the first parameter that is wrong
   */
  static Parameters of(Map<String, List<String>> query) {
    for (String name : query.keySet()) {
      if (!KNOWN.contains(name)) {
        throw unknown("parameter", name, KNOWN);
      }
    }
    return new Parameters(
        keys(query.getOrDefault(KEY, List.of())), frame(query.getOrDefault(FRAME, List.of())));
  }

  private static KeyFilter keys(List<String> patterns) {
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      if (pattern.isEmpty()) {
        throw refused("parameter key is empty: give a key, a prefix like truck-*, or *");
      }
      if (star >= 0 && star < pattern.length() - 1) {
        throw refused(
            "parameter key=" + shown(pattern) + ": a * may stand at the end only, as in truck-*");
      }
    }
    return KeyFilter.of(patterns);
  }

  private static FrameKind frame(List<String> values) {
    if (values.isEmpty()) {
      return FrameKind.VALUE;
    }
    if (values.size() > 1) {
      throw refused("parameter frame is given " + values.size() + " times: give it once");
    }
    Set<String> kinds = new TreeSet<>();
    for (FrameKind kind : FRAMES) {
      if (kind.id().equals(values.getFirst())) {
        return kind;
      }
      kinds.add(kind.id());
    }
    throw unknown("frame", values.getFirst(), kinds);
  }

  private static RuntimeException unknown(String what, String name, Set<String> known) {
    String hint = Nearest.of(name, known).map(near -> " did you mean " + near + "?").orElse("");
    return refused(
        "unknown %s %s:%s known: %s"
            .formatted(what, shown(name), hint, String.join(", ", new TreeSet<>(known))));
  }

  private static RuntimeException refused(String message) {
    return new Refusal(ErrorCode.BAD_REQUEST, message).asException();
  }

  /** What a client sent, short enough to be sent back. */
  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
