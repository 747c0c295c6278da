package io.weir.kafka;

import static io.weir.kafka.Kit.done;
import static io.weir.kafka.Kit.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import io.weir.testing.stream.RecordingFollower;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the past, beyond the contract of logs. */
class ReaderIT {
  private static Kit kit;

  private final String topic = "t-" + UUID.randomUUID();
  private final List<Reader> readers = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path folder) {
    kit = Kit.embedded(folder, 1);
  }

  @AfterAll
  static void stop() {
    kit.close();
  }

  @AfterEach
  void stopReaders() {
    readers.forEach(Reader::stop);
  }

  private RecordingFollower read(Start start) {
    Reader reader = kit.log.reader(stream(topic));
    readers.add(reader);
    return open(reader, stream(topic), start);
  }

  private static RecordingFollower open(Tail tail, Stream stream, Start start) {
    RecordingFollower follower = new RecordingFollower();
    tail.execute(() -> tail.open(stream, start, follower));
    Kit.await("an answer", () -> follower.isOpen() || follower.refused() != null);
    return follower;
  }

  /** The first ones go alone: a leader that is new may drop one and take those behind it. */
  private void produce(int partitions, int count) {
    List<Future<?>> sent = new ArrayList<>();
    String value = "x".repeat(1_000);
    for (int i = 0; i < count; i++) {
      Future<?> each = kit.producer.send(new ProducerRecord<>(topic, i % partitions, "k", value));
      sent.add(each);
      if (i < partitions) {
        done(each);
      }
    }
    sent.forEach(Kit::done);
  }

  private void deleteBefore(int partition, long offset) {
    var below = RecordsToDelete.beforeOffset(offset);
    done(kit.admin.deleteRecords(Map.of(new TopicPartition(topic, partition), below)).all());
  }

  @Test
  void readsTheWholePastInOrderOverSeveralPartitions() {
    kit.create(topic, 3);
    produce(3, 30_000);
    RecordingFollower follower = read(new Start.Earliest());
    Kit.await("all", () -> follower.end().equals(located(new Start.Latest())));
    for (int partition = 0; partition < 3; partition++) {
      int of = partition;
      assertThat(follower.records().stream().filter(each -> each.partition() == of))
          .extracting(LogRecord::offset)
          .containsExactlyElementsOf(IntStream.range(0, 10_000).mapToObj(Long::valueOf).toList());
    }
    assertThat(follower.violation()).isNull();
  }

  private Positions located(Start start) {
    var begin = done(kit.log.locate(stream(topic), start).toCompletableFuture());
    return begin instanceof io.weir.engine.stream.Located.Found(var cursor)
        ? cursor.positions()
        : Positions.NONE;
  }

  @Test
  void tellsEveryRecordThatRetentionTookWhileItRead() {
    kit.create(topic, 2);
    produce(2, 40_000);
    RecordingFollower follower = read(new Start.At(Positions.of(0, 0)));
    follower.setHold(true);
    deleteBefore(0, 15_000);
    deleteBefore(1, 19_999);
    follower.setHold(false);
    Kit.await("the end", () -> follower.end().behind(Positions.of(20_000, 20_000)) == 0);
    for (int partition = 0; partition < 2; partition++) {
      int of = partition;
      long read = follower.records().stream().filter(each -> each.partition() == of).count();
      long told =
          follower.gaps().stream()
              .filter(gap -> gap.partition() == of)
              .mapToLong(gap -> gap.to() - gap.from() + 1)
              .sum();
      assertThat(read + told).isEqualTo(20_000);
    }
    assertThat(follower.gaps()).isNotEmpty().allMatch(gap -> gap.reason() == Reason.RETENTION);
    assertThat(follower.violation()).isNull();
    Labels labels = Labels.of("stream", topic).and("reason", "retention");
    assertThat(kit.metrics.read(Metric.GAPS)).containsEntry(labels, (long) follower.gaps().size());
  }

  @Test
  void waitsTenSecondsForTheEndBeforeItIsTruncated() {
    kit.create(topic, 2);
    produce(2, 4);
    long begin = System.nanoTime();
    RecordingFollower follower = read(new Start.At(Positions.of(new long[] {7, 1}, new int[2])));
    RecordingFollower unknown = read(new Start.At(Positions.of(7, 1)));
    Kit.await("the other partition", () -> follower.records().size() == 1);
    Kit.await("the other partition", () -> unknown.records().size() == 1);
    // The leader's epochs show it at once that there is nothing more; without one it takes a while.
    Kit.await("a gap", () -> follower.gaps().size() == 1);
    Kit.await("a gap", () -> unknown.gaps().size() == 1);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(9));
    assertThat(unknown.gaps()).containsExactly(new Gap(0, 2, 6, Reason.TRUNCATED));
    assertThat(follower.gaps()).containsExactly(new Gap(0, 2, 6, Reason.TRUNCATED, 0));
    produce(1, 1);
    Kit.await("a record", () -> follower.records().size() == 2);
    Kit.await("a record", () -> unknown.records().size() == 2);
  }

  /** A consumer waits for a leader of the latest epoch that it has heard of. */
  @Test
  void readsOnWhateverEpochAPositionClaims() {
    kit.create(topic, 1);
    produce(1, 3);
    int[] madeUp = {Integer.MAX_VALUE - 2};
    RecordingFollower follower = read(new Start.At(Positions.of(new long[] {1}, madeUp)));
    Kit.await("two records", () -> follower.records().size() == 2);
    assertThat(follower.gaps()).isEmpty();
  }

  @Test
  void readsFromTheBeginningForAnInstantBeforeTheEpoch() {
    kit.create(topic, 1);
    produce(1, 3);
    for (long millis = -3; millis <= 0; millis++) {
      assertThat(located(new Start.Since(millis))).isEqualTo(located(new Start.Earliest()));
    }
  }

  @Test
  void refusesToGoBackInATopicThatItsTailReads() {
    kit.create(topic, 1);
    Stream other = new Stream("other-" + topic, topic, Format.TEXT, false, true);
    Tail tail = kit.log.tail(stream(topic));
    open(tail, stream(topic), new Start.Latest());
    CompletableFuture<String> refused = new CompletableFuture<>();
    tail.execute(
        () -> {
          try {
            tail.open(other, new Start.Earliest(), new RecordingFollower());
          } catch (IllegalStateException e) {
            refused.complete(e.getMessage());
          }
        });
    assertThat(done(refused)).contains("is read here already");
  }

  @Test
  void tellsAGapToAllStreamsOfATopic() {
    kit.create(topic, 1);
    Stream other = new Stream("other-" + topic, topic, Format.TEXT, false, true);
    Tail tail = kit.log.tail(stream(topic));
    RecordingFollower first = open(tail, stream(topic), new Start.Latest());
    first.setHold(true);
    produce(1, 10);
    RecordingFollower second = open(tail, other, new Start.Latest());
    produce(1, 10);
    deleteBefore(0, 20);
    first.setHold(false);
    produce(1, 1);
    Kit.await("the last", () -> first.end().next(0) == 21 && second.end().next(0) == 21);
    assertThat(lowestOf(first)).isZero();
    assertThat(lowestOf(second)).isEqualTo(10);
    assertThat(first.violation()).isNull();
    assertThat(second.violation()).isNull();
  }

  /** Records that were fetched before they were deleted may come all the same. */
  private static long lowestOf(RecordingFollower follower) {
    return Math.min(
        follower.gaps().stream().mapToLong(Gap::from).min().orElse(Long.MAX_VALUE),
        follower.records().stream().mapToLong(LogRecord::offset).min().orElse(Long.MAX_VALUE));
  }

  @Test
  void refusesAReaderOfATopicThatIsNotThere() {
    Refusal refusal = read(new Start.Earliest()).refused();
    assertThat(refusal).extracting(Refusal::code).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
  }

  @Test
  void endsTheThreadsOfItsReaders() {
    kit.create(topic, 1);
    KafkaLog other =
        new KafkaLog(new KafkaSettings(kit.bootstrapServers, Map.of(), 1, false), new Metrics());
    other.start();
    Reader stopped = other.reader(stream(topic));
    Reader left = other.reader(stream(topic));
    open(left, stream(topic), new Start.Earliest());
    Thread first = threadOf(stopped);
    Thread second = threadOf(left);
    assertThat(first.getName()).startsWith("weir-reader-");
    stopped.stop();
    Kit.await("the end of a thread", () -> !first.isAlive());
    assertThat(second.isAlive()).isTrue();
    other.stop(Duration.ofSeconds(5));
    assertThat(second.isAlive()).isFalse();
  }

  private static Thread threadOf(Reader reader) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    reader.execute(() -> thread.complete(Thread.currentThread()));
    return done(thread);
  }
}
