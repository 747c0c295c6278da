package io.weir.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.connection.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A record, or a gap, as a CloudEvent (CloudEvents 1.0, JSON format). */
record CloudEvent(JsonNode json) {
  private static final String GAP = "dev.weir.gap.v1";

  static boolean is(JsonNode json) {
    return json.has("specversion") && json.has("type");
  }

  boolean isGap() {
    return json.path("type").asText().equals(GAP);
  }

  /** Behind it; null if it was not told. */
  @Nullable String cursor() {
    return json.path("weircursor").textValue();
  }

  /** The gap as a control frame has it. */
  ObjectNode gap() {
    String source = json.path("source").asText();
    String stream = source.substring(source.lastIndexOf('/') + 1);
    ObjectNode gap = Json.object().put("stream", decoded(stream));
    json.path("data").properties().forEach(it -> gap.set(it.getKey(), it.getValue()));
    return gap;
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** What of it a record frame has. */
  ObjectNode record() {
    ObjectNode record = Json.object().put("key", json.path("subject").textValue());
    record.put("timestamp", json.path("time").asText());
    if (json.has("data_base64")) {
      return record.put("valueBase64", json.path("data_base64").asText());
    }
    return isText()
        ? record.put("valueText", json.path("data").textValue())
        : record.set("value", json.has("data") ? json.path("data") : NullNode.instance);
  }

  /** Data of another type than JSON is its text; no type means JSON. */
  private boolean isText() {
    String type = json.path("datacontenttype").asText("application/json");
    return json.path("data").isTextual() && !type.contains("json");
  }
}
