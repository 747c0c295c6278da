package io.weir.engine.frame;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Progress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Records on wires that carry nothing but text. Thread: one tail.
 *
 * <p>In the place of a record that is not text stands an error that says which it is, and the
 * session goes on: a client that came back after an end would only meet the same record again.
 */
final class RecordText {
  private RecordText() {}

  /** Each with the cursor behind it, for which clients ask when they come back. */
  static byte[] @Nullable [] events(Payloads payloads) {
    byte[] @Nullable [] texts = new byte[payloads.records().size()] @Nullable [];
    Progress at = new Progress(payloads.begin().positions());
    int left = payloads.count();
    for (int i = 0; i < texts.length; i++) {
      at.pass(payloads.records().get(i));
      byte[] payload = payloads.bytes()[i];
      if (payload != null) {
        boolean last = --left == 0;
        String id =
            payloads.told() != null
                ? payloads.told().toString()
                : last || at.count() <= FrameEncoder.MAX_CURSOR_PARTITIONS
                    ? Cursor.text(payloads.begin().topic(), at)
                    : "";
        texts[i] =
            payloads.isText(i)
                ? EventText.of(id, "", payload)
                : EventText.of(id, "error", utf8(ErrorJson.detail(unfit(payloads, i))));
      }
    }
    return texts;
  }

  static byte[] @Nullable [] lines(Payloads payloads) {
    byte[] @Nullable [] texts = payloads.bytes().clone();
    for (int i = 0; i < texts.length; i++) {
      byte[] payload = texts[i];
      if (payload != null) {
        texts[i] =
            LineText.of(payloads.isText(i) ? payload : utf8(ErrorJson.control(unfit(payloads, i))));
      }
    }
    return texts;
  }

  private static Refusal unfit(Payloads payloads, int index) {
    LogRecord record = payloads.records().get(index);
    return new Refusal(
        ErrorCode.NOT_ACCEPTABLE,
        "the value in partition %d at offset %d is not UTF-8: ask for frame=record"
            .formatted(record.partition(), record.offset()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
