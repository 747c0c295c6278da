package io.weir.kafka;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Entry;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An entry on its way: its record's callback, which tells it. Thread: the writer, or the producer's
 * I/O thread between {@link Producing#send} and the callback; never both.
 */
final class Delivery implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  final Entry entry;
  final TopicQueue queue;
  private final Producing producing;

  /** Set by whoever told it; read by the writer, which forgets it then. */
  private volatile boolean told;

  /** Whether it came back, to be sent again. */
  private volatile boolean returned;

  Delivery(Entry entry, TopicQueue queue, Producing producing) {
    this.entry = entry;
    this.queue = queue;
    this.producing = producing;
  }

  ProducerRecord<byte[], byte[]> record() {
    var headers = entry.headers();
    return new ProducerRecord<>(
        entry.stream().topic(),
        null,
        entry.timestampMillis(),
        entry.key(),
        entry.value(),
        headers.isEmpty() ? null : headers(headers));
  }

  private static List<Header> headers(List<io.weir.engine.stream.Header> headers) {
    return headers.stream()
        .<Header>map(each -> new RecordHeader(each.name(), each.value()))
        .toList();
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata written, @Nullable Exception error) {
    if (error != null) {
      producing.onFailed(this, error);
    } else if (written != null) {
      told = true;
      try {
        entry.onWritten(written.partition(), written.offset());
      } catch (RuntimeException e) {
        LOG.error("event=entry_failed", e);
      }
    }
  }

  /** Whoever fails to hear it is not told again. */
  void refuse(Refusal refusal) {
    told = true;
    try {
      entry.onRefused(refusal);
    } catch (RuntimeException e) {
      LOG.error("event=entry_failed", e);
    }
  }

  boolean isTold() {
    return told;
  }

  /** About to be sent, perhaps again. */
  void begin() {
    returned = false;
  }

  void comeBack() {
    returned = true;
  }

  boolean hasReturned() {
    return returned;
  }
}
