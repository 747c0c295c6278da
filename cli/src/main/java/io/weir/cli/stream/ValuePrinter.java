package io.weir.cli.stream;

import java.util.Arrays;

/**
 * Prints each message as it is, and a line feed.
 *
 * @param isNative whether a mark at the beginning means a control frame
 */
record ValuePrinter(boolean isNative) implements Printer {

  @Override
  public Printed print(Message message) {
    return switch (message) {
      case Message.Text(String text) when isNative && isControl(text) -> control(text);
      case Message.Text(String text) -> Line.of(text);
      case Message.Binary(byte[] bytes) -> line(bytes);
    };
  }

  private static boolean isControl(String text) {
    return !text.isEmpty() && text.charAt(0) == Control.MARK;
  }

  private static Printed control(String text) {
    return Json.parse(text.substring(1))
        .flatMap(Control::notice)
        .<Printed>map(Notice::new)
        .orElseGet(Nothing::new);
  }

  private static Printed line(byte[] bytes) {
    byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
    line[bytes.length] = '\n';
    return new Line(line);
  }
}
