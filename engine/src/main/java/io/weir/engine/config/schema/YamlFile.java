package io.weir.engine.config.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A settings file: UTF-8, at most {@value #MAX_BYTES} bytes, one YAML document. */
public final class YamlFile {
  static final int MAX_BYTES = 1 << 20;

  private YamlFile() {}

  /**
   * Settings that are part of the program.
   *
   * @throws IllegalArgumentException if they are not YAML
   */
  public static Tree builtIn(String text) {
    return YamlParser.builtIn(text);
  }

  /** What the file says; empty: it cannot be read, and the problem is told. */
  public static Optional<Tree> read(Path file, Reading reading) {
    Origin whole = new Origin.Whole(file.toString());
    try {
      Optional<String> obstacle = obstacle(file);
      if (obstacle.isPresent()) {
        reading.problem(whole, "", obstacle.get());
        return Optional.empty();
      }
      byte[] bytes = bytes(file);
      if (bytes.length > MAX_BYTES) {
        reading.problem(whole, "", "is larger than 1MiB, the limit of a settings file");
        return Optional.empty();
      }
      return text(file.toString(), bytes, reading)
          .flatMap(text -> YamlParser.parse(text, file.toString(), reading));
    } catch (IOException e) {
      reading.problem(whole, "", "cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> obstacle(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of("is a folder; a settings file is needed");
    }
    if (!Files.exists(file)) {
      return Optional.of("there is no such file");
    }
    return Files.isReadable(file) ? Optional.empty() : Optional.of("may not be read by this user");
  }

  /** One byte more than allowed at most: a pipe or a device does not tell its size. */
  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  /** As UTF-8; empty: it is not, and the problem is told. */
  static Optional<String> text(String label, byte[] bytes, Reading reading) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    CharBuffer to = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(from, to, true);
    to.flip();
    if (result.isError()) {
      Origin origin = lineAt(label, to.toString(), to.length());
      reading.problem(origin, "", "is not UTF-8 from here on: save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(to.toString());
  }

  /** The line and column of a character. */
  static Origin.Line lineAt(String label, String text, int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    return new Origin.Line(label, line, before.length() - before.lastIndexOf('\n'));
  }
}
