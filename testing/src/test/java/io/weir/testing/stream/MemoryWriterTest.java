package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The faults of the writer in memory. */
final class MemoryWriterTest {
  private final Stream stream = new Stream("s", "t", Format.JSON, true, true);
  private final MemoryLog log = new MemoryLog(1);
  private final MemoryWriter writer = new MemoryWriter(log);
  private final RecordingEntry first = entry("first");
  private final RecordingEntry second = entry("second");

  private RecordingEntry entry(String value) {
    return new RecordingEntry(stream, MemoryRecord.of("k", value));
  }

  @Test
  void writesNothingWhilePaused() {
    writer.setPaused(true);
    writer.write(List.of(first, second));
    writer.step();
    assertThat(log.hasTopic("t")).isFalse();
    assertThat(writer.untold()).isEqualTo(2);

    writer.setPaused(false);
    writer.step();
    assertThat(log.visible("t", 0)).hasSize(2);
    assertThat(writer.untold()).isZero();
  }

  @Test
  void refusesWhatItIsToldTo() {
    writer.refuse(entry -> entry.equals(first));
    writer.write(List.of(first, second));
    writer.step();
    assertThat(first.refused()).extracting(Refusal::code).isEqualTo(ErrorCode.INVALID_RECORD);
    assertThat(second.offset()).isZero();
  }

  @Test
  void tellsLateButInOrder() {
    writer.setLateness(2);
    writer.write(List.of(first));
    writer.step();
    writer.write(List.of(second));
    writer.step();
    assertThat(log.visible("t", 0)).hasSize(2);
    assertThat(first.told()).isZero();
    writer.step();
    assertThat(first.told()).isEqualTo(1);
    assertThat(second.told()).isZero();
    writer.step();
    assertThat(second.offset()).isEqualTo(1);
  }
}
