package io.weir.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.stream.MemoryRecord;
import io.weir.testing.stream.RecordingEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test hands to a writer: numbered values, and what each was told. Thread: the test's. */
final class Sent {
  final List<RecordingEntry> entries = new ArrayList<>();
  private final KafkaWriter writer;
  private final Stream stream;

  Sent(KafkaWriter writer, String topic) {
    this(writer, new Stream(topic, topic, Format.JSON, false, true));
  }

  Sent(KafkaWriter writer, Stream stream) {
    this.writer = writer;
    this.stream = stream;
  }

  /** One record, now. */
  RecordingEntry write(@Nullable String key, byte[] value) {
    return write(key, value, System.currentTimeMillis());
  }

  RecordingEntry write(@Nullable String key, byte[] value, long timestampMillis) {
    RecordingEntry entry = entry(key, value, timestampMillis);
    writer.write(List.of(entry));
    return entry;
  }

  /** So many more, numbered on, over so many keys, in one call. */
  void write(int count, int keys) {
    List<RecordingEntry> call = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = entries.size();
      byte[] value = Integer.toString(number).getBytes(UTF_8);
      call.add(entry("key" + number % keys, value, System.currentTimeMillis()));
    }
    writer.write(call);
  }

  private RecordingEntry entry(@Nullable String key, byte[] value, long timestampMillis) {
    byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
    RecordingEntry entry =
        new RecordingEntry(stream, new MemoryRecord(keyBytes, value, List.of(), timestampMillis));
    entries.add(entry);
    return entry;
  }

  Sent awaitTold() {
    Kit.await("word for all", () -> entries.stream().allMatch(entry -> entry.told() > 0));
    return this;
  }
}
