package io.weir.cli.stream;

import io.weir.cli.connection.Message;
import java.util.Arrays;

/**
 * Prints each message as it is, and a line feed.
 *
 * @param frame in that of values, a mark at the beginning means a control frame
 */
record ValuePrinter(Frame frame) implements Printer {

  @Override
  public Printed print(Message message) {
    return switch (message) {
      case Message.Text(String text) when frame == Frame.VALUE && Control.isMarked(text) ->
          Control.printedMarked(text);
      case Message.Text(String text) -> Line.of(text, null);
      case Message.Binary(byte[] bytes) -> line(bytes);
    };
  }

  private static Printed line(byte[] bytes) {
    byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
    line[bytes.length] = '\n';
    return new Line(line, null);
  }
}
