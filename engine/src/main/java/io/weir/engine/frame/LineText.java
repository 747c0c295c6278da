package io.weir.engine.frame;

import java.util.Arrays;

/** The text of lines, each of which is JSON unless a value is none. */
final class LineText {
  /** An empty line, which readers skip: the connection lives. */
  static final byte[] EMPTY = {'\n'};

  private static final byte[] NULL = {'n', 'u', 'l', 'l', '\n'};

  private LineText() {}

  /**
   * One line. Line breaks become spaces, which changes nothing in JSON: it has them only between
   * its tokens. Nothing at all becomes {@code null}, because readers skip empty lines.
   */
  static byte[] of(byte[] text) {
    if (text.length == 0) {
      return NULL;
    }
    byte[] line = Arrays.copyOf(text, text.length + 1);
    for (int i = 0; i < text.length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    line[text.length] = '\n';
    return line;
  }
}
