package io.weir.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.ArrayList;
import java.util.List;

/** Records as the fan-out experiment has them: 128 bytes of JSON, keys in turn. */
final class Records {
  static final Stream STREAM = new Stream("bench", "bench", Format.JSON, false, true);
  static final Cursor BEGIN = new Cursor(new TopicId(0, 0), Positions.of(0));
  private static final byte[] VALUE =
      ("{\"t\":1700000000000000000,\"v\":\"" + "x".repeat(97) + "\"}").getBytes(UTF_8);

  private Records() {}

  static String key(int number) {
    return "key-" + number;
  }

  static List<LogRecord> of(int count, int keys) {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // A prime step, so that neighbours in the batch are none in the index.
      byte[] key = key((int) (i * 7919L % keys)).getBytes(UTF_8);
      records.add(new LogRecord(0, i, 0, 1_700_000_000_000L, key, VALUE, List.of()));
    }
    return records;
  }
}
