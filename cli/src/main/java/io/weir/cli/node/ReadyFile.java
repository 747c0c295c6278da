package io.weir.cli.node;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Tells a script that started Weir where everything is, once everything is there. */
public final class ReadyFile {
  private ReadyFile() {}

  /**
   * Writes the file so that nobody ever sees half of it.
   *
   * @throws RefusedException if it cannot be written
   */
  public static void write(Path file, Addresses addresses) {
    Path whole = file.toAbsolutePath();
    Path half = whole.resolveSibling(whole.getFileName() + ".tmp");
    try {
      Files.writeString(half, json(addresses) + "\n");
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new RefusedException(unusable(file, e.toString()), e);
    }
  }

  /**
   * Removes what an earlier process left, so that nobody takes it for this one's.
   *
   * @throws RefusedException if the file could not be written later
   */
  public static void prepare(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw unusable(file, "its folder is not there, or it is one itself").asException();
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new RefusedException(unusable(file, e.toString()), e);
    }
  }

  private static Refusal unusable(Path file, String why) {
    return new Refusal(
        ErrorCode.UNUSABLE_ENVIRONMENT,
        "the ready file " + file + " cannot be written: " + why + "; choose another --ready-file");
  }

  private static String json(Addresses addresses) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("listeners");
      for (Map.Entry<String, String> listener : addresses.listeners().entrySet()) {
        json.writeStringField(listener.getKey(), listener.getValue());
      }
      json.writeEndObject();
      json.writeStringField("admin", addresses.admin());
      json.writeStringField("kafka", addresses.kafka());
      json.writeEndObject();
    }
    return text.toString();
  }
}
