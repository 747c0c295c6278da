package io.weir.systemtests;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The instructions of a Dockerfile, with every path of the image moved below a folder.
 *
 * @param root the folder that stands for the image's root
 */
record Dockerfile(Path root, List<Instruction> instructions) {
  private static final Pattern IMAGE_PATH = Pattern.compile("(?<![\\w*/.])/(?=(tmp|opt|etc|var)/)");

  /** One line, such as {@code RUN} and its script. */
  record Instruction(String name, String text) {}

  static Dockerfile read(Path file, Path root) throws IOException {
    List<Instruction> instructions = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String moved = IMAGE_PATH.matcher(line).replaceAll(root + "/");
        instructions.add(
            new Instruction(
                moved.substring(0, moved.indexOf(' ')),
                moved.substring(moved.indexOf(' ') + 1).strip()));
      }
    }
    return new Dockerfile(root, List.copyOf(instructions));
  }

  /** Of {@code ENV}; a path search path is the base image's business. */
  Map<String, String> environment() {
    return texts("ENV")
        .flatMap(text -> Stream.of(text.split(" ")))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> !pair[0].equals("PATH"))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
  }

  /** What a container runs, and more arguments. */
  List<String> command(String... more) throws IOException {
    List<String> command = new ArrayList<>(words(last("ENTRYPOINT")));
    command.addAll(words(last("CMD")));
    command.addAll(List.of(more));
    return command;
  }

  /** What the engine runs now and then. */
  List<String> healthCheck() throws IOException {
    String check = last("HEALTHCHECK");
    return words(check.substring(check.indexOf("CMD ") + "CMD ".length()));
  }

  private String last(String name) {
    return texts(name).reduce((a, b) -> b).orElseThrow();
  }

  private Stream<String> texts(String name) {
    return instructions.stream().filter(it -> it.name().equals(name)).map(Instruction::text);
  }

  /** The exec form: a JSON array, which no shell sees. */
  private static List<String> words(String json) throws IOException {
    return List.of(new ObjectMapper().readValue(json, String[].class));
  }
}
