package io.weir.engine.link;

import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Slow;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What a client of a simulation asks for. */
record Wish(FrameForm form, List<String> patterns, From from, Pace pace, Notices notices) {
  private static final List<List<String>> PATTERNS =
      List.of(
          List.of(),
          List.of("k1"),
          List.of("k*"),
          List.of("k1", "k22", "k3*"),
          List.of("x", "k2*"));

  static Wish any(Random random, SimulatedTopic topic) {
    FrameForm form = any(random, FrameForm.ALL);
    List<String> patterns = any(random, PATTERNS);
    return new Wish(form, patterns, from(random, topic), pace(random, form), notices(random, form));
  }

  private static From from(Random random, SimulatedTopic topic) {
    List<Cursor> cursors = topic.cursors();
    return switch (random.nextInt(6)) {
      case 0 -> From.EARLIEST;
      case 1 -> new From.Since(random.nextLong(topic.now() + 2));
      case 2, 3 -> cursors.isEmpty() ? From.EARLIEST : new From.Resume(any(random, cursors));
      default -> From.LATEST;
    };
  }

  /** JSON sessions do not conflate: what supersedes a value may have no frame. */
  private static Pace pace(Random random, FrameForm form) {
    boolean conflates = form.kind() != FrameKind.JSON;
    return switch (random.nextInt(10)) {
      case 0 -> new Pace(Slow.DISCONNECT, 0);
      case 1 -> new Pace(Slow.DROP_OLDEST, 0);
      case 2 -> new Pace(conflates ? Slow.CONFLATE : Slow.DROP_OLDEST, 0);
      case 3 -> new Pace(Slow.CATCH_UP, conflates ? 50 + random.nextInt(200) : 0);
      default -> Pace.DEFAULT;
    };
  }

  private static Notices notices(Random random, FrameForm form) {
    Notices.OnGap onGap =
        form.kind() == FrameKind.JSON
            ? any(random, List.of(Notices.OnGap.CLOSE, Notices.OnGap.COUNT))
            : any(random, List.of(Notices.OnGap.values()));
    int every = random.nextBoolean() ? 1 + random.nextInt(10) : 0;
    return new Notices(random.nextBoolean(), onGap, every, Duration.ZERO);
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** The same, from another place on. */
  Wish resuming(Cursor cursor) {
    return new Wish(form, patterns, new From.Resume(cursor), pace, notices);
  }

  Subscription of(Stream stream) {
    Labels labels = Labels.of("listener", "simulated");
    return new Subscription(
        stream, KeyFilter.of(patterns), form.kind(), from, pace, notices, labels);
  }

  /** Whether records may be left out because others came since. */
  boolean mayMiss() {
    return conflates() || pace.slow() == Slow.DROP_OLDEST;
  }

  boolean conflates() {
    return pace.slow() == Slow.CONFLATE || (pace.maxRate() > 0 && pace.slow() != Slow.DROP_OLDEST);
  }

  boolean wants(LogRecord record) {
    if (form.kind() == FrameKind.JSON && !SimulatedTopic.isJson(record)) {
      return false;
    }
    if (patterns.isEmpty()) {
      return true;
    }
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    return key != null && patterns.stream().anyMatch(pattern -> matches(key, pattern));
  }

  private static boolean matches(String key, String pattern) {
    return pattern.endsWith("*")
        ? key.startsWith(pattern.substring(0, pattern.length() - 1))
        : key.equals(pattern);
  }
}
