package io.weir.engine.link.in;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was refused, as it came, for whoever looks into it later. */
final class RefusedCopy {
  private static final String STREAM = "weir.refused.stream";
  private static final String CODE = "weir.refused.code";
  private static final String REASON = "weir.refused.reason";
  private static final String BYTES = "weir.refused.bytes";

  /** Of a value that was too large for its topic, so much is not for another one. */
  private static final int MAX_LARGE_BYTES = 64 << 10;

  private RefusedCopy() {}

  /**
   * @param headers that its records would have had; the reason goes before them
   */
  static Draft of(Publication publication, Refusal refusal, byte[] payload, List<Header> headers) {
    return draft(null, payload, headers(publication, refusal, headers));
  }

  /** Of a record that the log has refused: with its key, and of a large value the beginning. */
  static Draft of(Publication publication, Refusal refusal, InRecord record) {
    byte[] value = record.value();
    List<Header> headers = headers(publication, refusal, record.headers());
    boolean tooLarge = refusal.code() == ErrorCode.RECORD_TOO_LARGE;
    if (!tooLarge || value == null || value.length <= MAX_LARGE_BYTES) {
      return draft(record.key(), value, headers);
    }
    headers.addFirst(header(BYTES, Integer.toString(value.length)));
    return draft(record.key(), Arrays.copyOf(value, MAX_LARGE_BYTES), headers);
  }

  private static Draft draft(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
    return new Draft(key, value, List.copyOf(headers), System.currentTimeMillis());
  }

  private static List<Header> headers(
      Publication publication, Refusal refusal, List<Header> headers) {
    List<Header> all = new ArrayList<>();
    all.add(header(STREAM, publication.stream().name()));
    all.add(header(CODE, refusal.code().id()));
    all.add(header(REASON, refusal.message()));
    all.addAll(headers);
    return all;
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
