package io.weir.kafka;

import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** From Kafka's record to the engine's. Keys and values are handed over, not copied. */
final class RecordConversion {
  private RecordConversion() {}

  static LogRecord toLogRecord(ConsumerRecord<byte[], byte[]> each) {
    return new LogRecord(
        each.partition(),
        each.offset(),
        each.leaderEpoch().orElse(Positions.NO_EPOCH),
        each.timestamp(),
        each.key(),
        each.value(),
        headers(each.headers()));
  }

  private static List<Header> headers(Headers headers) {
    org.apache.kafka.common.header.Header[] all = headers.toArray();
    if (all.length == 0) {
      return List.of();
    }
    List<Header> copy = new ArrayList<>(all.length);
    for (var header : all) {
      copy.add(new Header(header.key(), header.value()));
    }
    return List.copyOf(copy);
  }
}
