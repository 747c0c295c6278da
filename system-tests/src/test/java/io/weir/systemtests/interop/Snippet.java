package io.weir.systemtests.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a document tells its readers to run.
 *
 * @param place the file and the line
 * @param text what to run, with the default addresses
 */
record Snippet(String place, Kind kind, String text) {
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";

  /** How readers run it. */
  enum Kind {
    PYTHON,
    NODE,
    /** A module for Node that imports our client. */
    MODULE,
    /** Pasted into a console. */
    BROWSER,
    JAVA,
    /** A line for a shell that follows a stream. */
    WEBSOCAT,
    /** A line for a shell that writes to a stream, and reads it. */
    WRITER,
    /** A line for a shell that follows a stream without a WebSocket. */
    CURL,
    /** A line for a shell that produces a record. */
    KCAT
  }

  /** Those of a document, of every kind, in order. */
  static List<Snippet> of(Path document) throws IOException {
    List<Snippet> found = new ArrayList<>();
    String[] blocks = Files.readString(document).split("(?m)^```", -1);
    int line = 1;
    for (int i = 0; i < blocks.length; i++) {
      if (i % 2 == 1) {
        in(blocks[i], document.getFileName() + ":" + line).forEach(found::add);
      }
      line += (int) blocks[i].chars().filter(c -> c == '\n').count();
    }
    return found;
  }

  private static Stream<Snippet> in(String block, String place) {
    int end = block.indexOf('\n');
    String text = block.substring(end + 1);
    return switch (block.substring(0, end)) {
      case "python" -> Stream.of(new Snippet(place, Kind.PYTHON, text));
      case "js" -> Stream.of(new Snippet(place, script(text), text));
      case "java" -> Stream.of(new Snippet(place, Kind.JAVA, text));
      case "" -> text.lines().flatMap(line -> command(line, place));
      default -> Stream.empty();
    };
  }

  private static Kind script(String text) {
    if (text.contains("import {")) {
      return Kind.MODULE;
    }
    return text.contains("require(") ? Kind.NODE : Kind.BROWSER;
  }

  private static Stream<Snippet> command(String line, String place) {
    if (line.startsWith("websocat ")) {
      Kind kind = line.contains("/streams/chat") ? Kind.WRITER : Kind.WEBSOCAT;
      return Stream.of(new Snippet(place, kind, line));
    }
    if (line.startsWith("curl -sSN ")) {
      return Stream.of(new Snippet(place, Kind.CURL, line));
    }
    return line.contains("| kcat ")
        ? Stream.of(new Snippet(place, Kind.KCAT, line))
        : Stream.empty();
  }

  /** The same with something else in place of what it says. */
  Snippet with(String said, String instead) {
    return new Snippet(place, kind, text.replace(said, instead));
  }

  /**
   * Runs it.
   *
   * @param folder where it is written to, if it needs a file
   * @param page where a browser is when the snippet is pasted
   */
  Program run(Path folder, String page) throws IOException {
    Path file = folder.resolve("snippet-" + kind + (kind == Kind.MODULE ? ".mjs" : ""));
    Files.writeString(file, text.replace("./weir.js", Tools.CLIENT.resolve("weir.js").toString()));
    return Program.start(
        switch (kind) {
          case PYTHON -> List.of(Tools.python(), file.toString());
          case NODE -> List.of(Tools.node(), file.toString());
          case MODULE -> List.of(Tools.node(), Tools.WITH_WEBSOCKET, file.toString());
          case BROWSER -> List.of(Tools.node(), Tools.script("browse.js"), page, file.toString());
          case JAVA -> List.of(JAVA, "--source", "25", file.toString());
          case WEBSOCAT, WRITER, CURL -> List.of("bash", "-c", "exec " + text);
          case KCAT -> List.of("bash", "-c", text);
        });
  }

  @Override
  public String toString() {
    return place + " " + kind;
  }
}
