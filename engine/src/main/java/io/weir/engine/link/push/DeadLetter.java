package io.weir.engine.link.push;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A record that the peer has rejected too often, as it is written elsewhere: with its own headers,
 * and where it comes from and why in front of them.
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record DeadLetter(
    Stream stream,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers,
    long timestampMillis,
    Runnable written,
    Consumer<Refusal> refused)
    implements Entry {

  static DeadLetter of(
      PushSettings settings,
      Stream deadLetters,
      Item item,
      LogRecord record,
      Runnable written,
      Consumer<Refusal> refused) {
    List<Header> headers = new ArrayList<>();
    headers.add(header("weir-link", settings.link()));
    headers.add(header("weir-stream", settings.stream().name()));
    headers.add(header("weir-partition", Integer.toString(record.partition())));
    headers.add(header("weir-offset", Long.toString(record.offset())));
    headers.add(header("weir-reason", "rejected " + item.rejections + " times by the peer"));
    headers.addAll(record.headers());
    return new DeadLetter(
        deadLetters,
        record.key(),
        record.value(),
        List.copyOf(headers),
        Math.max(0, record.timestampMillis()),
        written,
        refused);
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void onWritten(int partition, long offset) {
    written.run();
  }

  @Override
  public void onRefused(Refusal refusal) {
    refused.accept(refusal);
  }
}
