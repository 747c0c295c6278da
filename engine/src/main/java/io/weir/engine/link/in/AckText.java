package io.weir.engine.link.in;

import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a sender is told, as JSON objects with one key. An id is JSON as the sender wrote it. */
final class AckText {
  private AckText() {}

  /** Of one message that is one record. */
  static String of(int partition, long offset, @Nullable String id) {
    StringBuilder json = new StringBuilder(64).append("{\"ack\":{\"partition\":").append(partition);
    json.append(",\"offset\":").append(offset);
    return end(json, id);
  }

  /**
   * Of several records or messages.
   *
   * @param count how many of them
   * @param offsets the last one in each partition
   */
  static String of(int count, Map<Integer, Long> offsets, @Nullable String id) {
    String detail = detail(count, offsets);
    StringBuilder json = new StringBuilder(64).append("{\"ack\":");
    return end(json.append(detail, 0, detail.length() - 1), id);
  }

  /** What such an acknowledgement says. */
  static String detail(int count, Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
        .collect(Collectors.joining(",", "{\"count\":" + count + ",\"offsets\":{", "}}"));
  }

  /** Of a message that was refused. */
  static String error(Refusal refusal, @Nullable String id) {
    String detail = ErrorJson.detail(refusal);
    StringBuilder json = new StringBuilder("{\"error\":");
    return end(json.append(detail, 0, detail.length() - 1), id);
  }

  private static String end(StringBuilder json, @Nullable String id) {
    if (id != null) {
      json.append(",\"id\":").append(id);
    }
    return json.append("}}").toString();
  }
}
