package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link io.weir.engine.stream.Writer} does, in memory and with Kafka. */
public abstract class WriterContract {
  private static final long PAUSE_NANOS = 1_000_000;

  private final String topic = "contract-" + UUID.randomUUID();
  private final Stream stream = stream(topic, false);
  private final List<RecordingEntry> handed = new ArrayList<>();
  private WriterHarness harness;

  /** A harness for one test, which closes it. */
  protected abstract WriterHarness harness();

  @BeforeEach
  void start() {
    harness = harness();
  }

  @AfterEach
  void end() {
    harness.close();
    assertThat(handed).as("each is told once").allMatch(entry -> entry.told() == 1);
  }

  @Test
  void writesRecordsAsTheyWereHanded() {
    harness.createTopic(topic, 1);
    byte[] bytes = {0, -1, 7};
    List<Header> headers =
        List.of(
            new Header("a", new byte[] {1}), new Header("a", null), new Header("b", new byte[0]));
    long now = System.currentTimeMillis();
    write(
        new RecordingEntry(stream, new MemoryRecord(bytes, bytes, headers, now - 1000)),
        new RecordingEntry(stream, new MemoryRecord(null, null, List.of(), now)));

    awaitTold();
    List<LogRecord> records = harness.records(topic);
    LogRecord first = records.getFirst();
    assertThat(first.key()).isEqualTo(bytes);
    assertThat(first.value()).isEqualTo(bytes);
    assertThat(first.timestampMillis()).isEqualTo(now - 1000);
    assertThat(first.headers()).usingRecursiveComparison().isEqualTo(headers);
    assertThat(records.getLast().key()).isNull();
    assertThat(records.getLast().value()).isNull();
    assertThat(records.getLast().headers()).isEmpty();
  }

  @Test
  void tellsWhereEachRecordIs() {
    harness.createTopic(topic, 3);
    for (int i = 0; i < 100; i++) {
      write(text(stream, "key" + i % 7, "value" + i));
    }

    awaitTold();
    Map<String, LogRecord> byValue = new HashMap<>();
    harness.records(topic).forEach(record -> byValue.put(value(record), record));
    assertThat(handed)
        .allSatisfy(
            entry -> {
              LogRecord record = Objects.requireNonNull(byValue.get(string(entry.value())));
              assertThat(entry.partition()).isEqualTo(record.partition());
              assertThat(entry.offset()).isEqualTo(record.offset());
            });
  }

  @Test
  void keepsTheOrderOfEachKeyOverManyCalls() {
    harness.createTopic(topic, 3);
    for (int call = 0; call < 50; call++) {
      List<RecordingEntry> entries = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        entries.add(text(stream, "key" + i % 5, Integer.toString(20 * call + i)));
      }
      write(entries.toArray(RecordingEntry[]::new));
    }

    awaitTold();
    assertOnceInOrderOfKeys(1000, 5);
  }

  @Test
  void keepsTheOrderWhileTheLogIsAwayAndWritesEverythingOnce() {
    harness.createTopic(topic, 2);
    write(text(stream, "key0", "0"));
    awaitTold();
    harness.setAway(true);
    for (int i = 1; i < 200; i++) {
      write(text(stream, "key" + i % 3, Integer.toString(i)));
    }
    assertThat(handed.getLast().told()).isZero();
    harness.setAway(false);

    awaitTold();
    assertOnceInOrderOfKeys(200, 3);
  }

  @Test
  void refusesARecordThatIsTooLargeAndWritesTheOthers() {
    harness.createTopic(topic, 1);
    RecordingEntry large =
        new RecordingEntry(
            stream,
            new MemoryRecord(null, new byte[2_000_000], List.of(), System.currentTimeMillis()));
    write(text(stream, "k", "before"), large, text(stream, "k", "after"));

    awaitTold();
    assertThat(large.refused()).extracting(Refusal::code).isEqualTo(ErrorCode.RECORD_TOO_LARGE);
    assertThat(harness.records(topic)).extracting(this::value).containsExactly("before", "after");
  }

  @Test
  void refusesRecordsOfATopicThatIsNotThere() {
    write(text(stream, "k", "v"));

    awaitTold();
    assertThat(handed.getFirst().refused())
        .extracting(Refusal::code)
        .isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
  }

  @Test
  void createsATopicWhereTheStreamSaysSo() {
    write(text(stream(topic, true), "k", "v"));

    awaitTold();
    assertThat(harness.records(topic)).extracting(this::value).containsExactly("v");
  }

  @Test
  void writesToATopicThatCameLater() {
    write(text(stream, "k", "too early"));
    awaitTold();
    harness.createTopic(topic, 1);
    write(text(stream, "k", "in time"));

    awaitTold();
    assertThat(harness.records(topic)).extracting(this::value).containsExactly("in time");
  }

  @Test
  void writesToManyStreamsAtOnce() {
    List<Stream> streams =
        IntStream.range(0, 5).mapToObj(i -> stream(topic + "-" + i, false)).toList();
    streams.forEach(each -> harness.createTopic(each.topic(), 2));
    List<RecordingEntry> entries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      entries.add(text(streams.get(i % 5), "k", Integer.toString(i)));
    }
    Stream missing = stream(topic + "-missing", false);
    entries.add(50, text(missing, "k", "lost"));
    write(entries.toArray(RecordingEntry[]::new));

    awaitTold();
    assertThat(entries.get(50).refused()).isNotNull();
    for (int i = 0; i < 5; i++) {
      int first = i;
      assertThat(harness.records(streams.get(i).topic()))
          .extracting(this::value)
          .containsExactlyElementsOf(
              IntStream.range(0, 20).mapToObj(n -> Integer.toString(5 * n + first)).toList());
    }
  }

  private void assertOnceInOrderOfKeys(int count, int keys) {
    Map<String, List<Integer>> byKey = new HashMap<>();
    for (LogRecord record : harness.records(topic)) {
      byKey
          .computeIfAbsent(string(record.key()), key -> new ArrayList<>())
          .add(Integer.parseInt(value(record)));
    }
    Map<String, List<Integer>> expected = new HashMap<>();
    for (int i = 0; i < count; i++) {
      expected.computeIfAbsent("key" + i % keys, key -> new ArrayList<>()).add(i);
    }
    assertThat(byKey).isEqualTo(expected);
  }

  private static Stream stream(String topic, boolean create) {
    return new Stream("s-" + topic, topic, Format.JSON, create, true);
  }

  private static RecordingEntry text(Stream stream, String key, String value) {
    return new RecordingEntry(
        stream,
        new MemoryRecord(
            key.getBytes(StandardCharsets.UTF_8),
            value.getBytes(StandardCharsets.UTF_8),
            List.of(),
            System.currentTimeMillis()));
  }

  private void write(RecordingEntry... entries) {
    handed.addAll(List.of(entries));
    harness.writer().write(List.of(entries));
  }

  private String value(LogRecord record) {
    return string(record.value());
  }

  private static String string(byte @Nullable [] bytes) {
    return new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
  }

  private void awaitTold() {
    await("all are told", () -> handed.stream().allMatch(entry -> entry.told() > 0));
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + harness.patience().toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + harness.patience() + ": " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
