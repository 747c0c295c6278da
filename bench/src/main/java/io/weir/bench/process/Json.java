package io.weir.bench.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records to JSON and back. */
public final class Json {
  private static final ObjectMapper LINES = new ObjectMapper();
  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  public static String line(Object value) throws IOException {
    return LINES.writeValueAsString(value);
  }

  public static void write(Path file, Object value) throws IOException {
    Files.writeString(file, PRETTY.writeValueAsString(value) + "\n");
  }

  /** The tree of one line; a missing node, never null, if it is not JSON. */
  public static JsonNode tree(String line) {
    try {
      return LINES.readTree(line);
    } catch (JsonProcessingException _) {
      return LINES.missingNode();
    }
  }

  public static <T> T as(JsonNode tree, Class<T> type) throws IOException {
    return LINES.treeToValue(tree, type);
  }
}
