package io.weir.engine.link.in;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A line whose peer is told nothing; somebody here hears how many of its messages are done with.
 * Thread: the loop.
 */
final class QuietLine implements Line {
  private final Line line;
  private final LongConsumer settled;
  private final Consumer<Refusal> failed;
  private long messages;
  private boolean failing;

  /**
   * @param failed told if a message is refused that may be taken at another time: the peer has to
   *     send it again, and nothing counts as done with from then on
   */
  QuietLine(Line line, LongConsumer settled, Consumer<Refusal> failed) {
    this.line = line;
    this.settled = settled;
    this.failed = failed;
  }

  private void settle() {
    if (!failing) {
      settled.accept(++messages);
    }
  }

  @Override
  public boolean refusesForGood(Refusal refusal) {
    return refusal.code() == ErrorCode.INVALID_RECORD
        || refusal.code() == ErrorCode.RECORD_TOO_LARGE;
  }

  @Override
  public void tellRefused(Refusal refusal, @Nullable String id) {
    if (refusesForGood(refusal)) {
      settle();
    } else if (!failing) {
      failing = true;
      failed.accept(refusal);
    }
  }

  @Override
  public void tell(String json) {
    settle();
  }

  @Override
  public void tellWritten(int partition, long offset, @Nullable String id) {
    settle();
  }

  @Override
  public void tellWritten(int count, Map<Integer, Long> offsets, @Nullable String id) {
    settle();
  }

  @Override
  public void flush() {
    // nothing is sent
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public boolean hearsOn() {
    return true;
  }

  @Override
  public void pause() {
    line.pause();
  }

  @Override
  public void resume() {
    line.resume();
  }
}
