package io.weir.cli.stream;

import io.weir.cli.connection.Connector;
import io.weir.cli.connection.Message;
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
  private final Bookmark bookmark;
  private final long wanted;
  private long printed;
  private boolean opened;

  /**
   * @param out one write for each record, so that a reader of a pipe has it at once
   * @param bookmark is moved behind what has been printed
   * @param wanted how many records; 0 for all
   */
  Recorder(
      Printer printer, OutputStream out, Consumer<String> notices, Bookmark bookmark, long wanted) {
    this.printer = printer;
    this.out = out;
    this.notices = notices;
    this.bookmark = bookmark;
    this.wanted = wanted;
  }

  @Override
  public void onOpen(Connector.Line line) {
    if (opened) {
      notices.accept("connected again");
    }
    opened = true;
  }

  @Override
  public boolean onMessage(Message message) {
    return switch (printer.print(message)) {
      case Printer.Line line -> write(line) && ++printed != wanted;
      case Printer.Notice notice -> tell(notice);
      case Printer.Greeting(String cursor) -> {
        bookmark.greeted(cursor);
        yield true;
      }
      case Printer.Nothing(String cursor) -> {
        bookmark.moved(cursor);
        yield true;
      }
    };
  }

  private boolean tell(Printer.Notice notice) {
    notices.accept(notice.text());
    boolean wantsMore = notice.line() == null || write(notice.line());
    bookmark.moved(notice.cursor());
    return wantsMore;
  }

  /** A reader that closed the pipe, as {@code head} does, wants no more and is no error. */
  private boolean write(Printer.Line line) {
    try {
      out.write(line.bytes());
      out.flush();
    } catch (IOException e) {
      return false;
    }
    bookmark.moved(line.cursor());
    return true;
  }
}
