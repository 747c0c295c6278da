package io.weir.cli.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Prints what arrives, until enough is printed or nobody reads any more.
 *
 * <p>Thread: the connection's.
 */
final class Recorder implements Connector.Receiver {
  private final Printer printer;
  private final OutputStream out;
  private final Consumer<String> notices;
  private final long wanted;
  private long printed;
  private boolean opened;

  /**
   * @param out one write for each record, so that a reader of a pipe has it at once
   * @param wanted how many records; 0 for all
   */
  Recorder(Printer printer, OutputStream out, Consumer<String> notices, long wanted) {
    this.printer = printer;
    this.out = out;
    this.notices = notices;
    this.wanted = wanted;
  }

  @Override
  public void onOpen() {
    if (opened) {
      notices.accept("connected again");
    }
    opened = true;
  }

  @Override
  public boolean onMessage(Message message) {
    return switch (printer.print(message)) {
      case Printer.Line(byte[] bytes) -> write(bytes);
      case Printer.Notice(String text) -> {
        notices.accept(text);
        yield true;
      }
      case Printer.Nothing() -> true;
    };
  }

  /** A reader that closed the pipe, as {@code head} does, wants no more and is no error. */
  private boolean write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      return false;
    }
    printed++;
    return printed != wanted;
  }
}
