package io.weir.engine.link.in;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.listener.Body;
import io.weir.engine.listener.Exchange;
import io.weir.engine.stream.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of a request: one record, or one a line, and answers when it is known what
 * became of each. Thread: the loop.
 */
final class Post implements Body, Line {
  /** How many records one request can bring: what is told of them waits in memory. */
  static final int MAX_RECORDS = 10_000;

  private static final Refusal EMPTY =
      new Refusal(ErrorCode.BAD_REQUEST, "the body is empty: send a record");

  private final Publication publication;
  private final Exchange exchange;
  private final boolean lines;
  private final int maxRecordBytes;
  private final Sender sender;
  private final List<Header> headers;

  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final StringBuilder results = new StringBuilder("{\"results\":[");
  private int records;
  private int untold;
  private boolean ended;
  private boolean answered;

  /**
   * @param lines whether each line is a record
   */
  Post(
      Publication publication,
      Exchange exchange,
      Intake intake,
      boolean lines,
      int maxRecordBytes) {
    this.publication = publication;
    this.exchange = exchange;
    this.lines = lines;
    this.maxRecordBytes = maxRecordBytes;
    this.headers = publication.form().headers(exchange.opener());
    this.sender = new Sender(intake, this, Acks.EACH, publication.onFull());
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !answered) {
      byte next = bytes.get();
      if (lines && next == '\n') {
        takeLine();
      } else if (part.size() == maxRecordBytes) {
        refuse(
            new Refusal(
                ErrorCode.MESSAGE_TOO_BIG,
                "record %d is larger than %d bytes".formatted(records + 1, maxRecordBytes)));
      } else {
        part.write(next);
      }
    }
  }

  private void takeLine() {
    byte[] line = part.toByteArray();
    int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    part.reset();
    if (length > 0) {
      take(Arrays.copyOf(line, length));
    }
  }

  private void take(byte[] record) {
    if (++records > MAX_RECORDS) {
      refuse(
          new Refusal(
              ErrorCode.MESSAGE_TOO_BIG,
              "more than %,d records: send them in several requests".formatted(MAX_RECORDS)));
      return;
    }
    untold++;
    switch (publication.form().read(false, record, headers, System.currentTimeMillis())) {
      case RecordForm.Records(var drafts, var id) -> sender.take(publication, drafts, id);
      case RecordForm.Unfit(var refusal, var id) -> {
        sender.refuse(publication, refusal, id);
        sender.keep(publication, refusal, record, headers);
      }
    }
  }

  @Override
  public void onEnd() {
    if (lines) {
      takeLine();
    } else if (part.size() > 0) {
      take(part.toByteArray());
    }
    ended = true;
    if (records == 0) {
      refuse(EMPTY);
    }
    flush();
  }

  @Override
  public void onGone() {
    answered = true;
    sender.onClosed();
  }

  private void refuse(Refusal refusal) {
    answered = true;
    sender.onClosed();
    exchange.refuse(refusal);
  }

  @Override
  public void tellWritten(int partition, long offset, @Nullable String id) {
    add("{\"partition\":" + partition + ",\"offset\":" + offset + "}");
  }

  @Override
  public void tellWritten(int count, Map<Integer, Long> offsets, @Nullable String id) {
    add(AckText.detail(count, offsets));
  }

  @Override
  public void tell(String json) {
    add(json);
  }

  private void add(String result) {
    if (results.charAt(results.length() - 1) != '[') {
      results.append(',');
    }
    results.append(result);
    untold--;
  }

  @Override
  public void flush() {
    if (ended && !answered && untold == 0) {
      answered = true;
      sender.onClosed();
      exchange.answer(results.append("]}").toString());
    }
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public void pause() {
    exchange.pause();
  }

  @Override
  public void resume() {
    exchange.resume();
  }
}
