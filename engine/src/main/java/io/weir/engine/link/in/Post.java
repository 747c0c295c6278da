package io.weir.engine.link.in;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.listener.Body;
import io.weir.engine.listener.Exchange;
import io.weir.engine.stream.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of a request: one record, or one a line, and answers when it is known what
 * became of each. Thread: the loop.
 *
 * <p>Nothing is written before the body is there and within its bounds, so that a request that is
 * refused, or does not come to its end, has written nothing.
 *
 * <p>Reading → Writing: the body has ended | Answered: refused<br>
 * Writing → Answered: each record was acknowledged or refused
 */
final class Post implements Body, Line {
  /** How many records one request can bring: what is told of them waits in memory. */
  static final int MAX_RECORDS = 10_000;

  private static final Refusal EMPTY =
      new Refusal(ErrorCode.BAD_REQUEST, "the body is empty: send a record");

  private final Publication publication;
  private final Exchange exchange;
  private final Intake intake;
  private final boolean lines;
  private final int maxRecordBytes;
  private final Sender sender;
  private final List<Header> headers;

  // Of the body, until it has ended.
  private final Bodies.Share share;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final List<byte[]> records = new ArrayList<>();

  private final StringBuilder results = new StringBuilder("{\"results\":[");
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
    this.intake = intake;
    this.lines = lines;
    this.maxRecordBytes = maxRecordBytes;
    this.headers = publication.form().headers(exchange.opener());
    this.share = intake.bodies().share();
    // Refused as a whole or not at all: a full session refuses no record of it.
    this.sender = new Sender(intake, this, Acks.EACH, OnFull.WAIT);
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    if (!answered && !share.add(bytes.remaining())) {
      refuse(Sender.busy("too much of what others send"));
    }
    while (bytes.hasRemaining() && !answered) {
      byte next = bytes.get();
      if (lines && next == '\n') {
        endLine();
      } else if (part.size() == maxRecordBytes) {
        refuse(
            new Refusal(
                ErrorCode.MESSAGE_TOO_BIG,
                "record %d is larger than %d bytes".formatted(records.size() + 1, maxRecordBytes)));
      } else {
        part.write(next);
      }
    }
  }

  private void endLine() {
    byte[] line = part.toByteArray();
    int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    part.reset();
    if (length > 0) {
      add(Arrays.copyOf(line, length));
    }
  }

  private void add(byte[] record) {
    if (records.size() == MAX_RECORDS) {
      refuse(
          new Refusal(
              ErrorCode.MESSAGE_TOO_BIG,
              "more than %,d records: send them in several requests".formatted(MAX_RECORDS)));
    } else {
      records.add(record);
    }
  }

  @Override
  public void onEnd() {
    if (lines) {
      endLine();
    } else if (part.size() > 0) {
      add(part.toByteArray());
    }
    if (answered) {
      return;
    }
    if (records.isEmpty()) {
      refuse(EMPTY);
    } else if (publication.onFull() == OnFull.REFUSE && intake.isFull()) {
      refuse(intake.busy());
    } else {
      write();
    }
  }

  private void write() {
    untold = records.size();
    ended = true;
    exchange.resume(); // nothing but the end of the connection can come
    records.forEach(this::take);
    release();
    flush();
  }

  private void take(byte[] record) {
    switch (publication.form().read(false, record, headers, System.currentTimeMillis())) {
      case RecordForm.Records(var drafts, var id) -> sender.take(publication, drafts, id);
      case RecordForm.Unfit(var refusal, var id) ->
          sender.refuse(publication, refusal, id, record, headers);
    }
  }

  private void release() {
    share.release();
    part.reset();
    records.clear();
  }

  @Override
  public void onGone() {
    answered = true;
    release();
    sender.onClosed();
  }

  private void refuse(Refusal refusal) {
    answered = true;
    release();
    sender.onClosed();
    exchange.refuse(refusal);
  }

  @Override
  public void tellWritten(int partition, long offset, @Nullable String id) {
    addResult("{\"partition\":" + partition + ",\"offset\":" + offset + "}");
  }

  @Override
  public void tellWritten(int count, Map<Integer, Long> offsets, @Nullable String id) {
    addResult(AckText.detail(count, offsets));
  }

  @Override
  public void tell(String json) {
    addResult(json);
  }

  private void addResult(String result) {
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
    if (!ended) {
      exchange.pause();
    }
  }

  @Override
  public void resume() {
    if (!ended) {
      exchange.resume();
    }
  }
}
