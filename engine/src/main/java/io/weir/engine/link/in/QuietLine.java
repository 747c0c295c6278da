package io.weir.engine.link.in;

import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A line whose peer is told nothing; somebody here hears how many of its messages are done with.
 * Thread: the loop.
 */
final class QuietLine implements Line {
  private final Line line;
  private final LongConsumer settled;
  private long messages;

  QuietLine(Line line, LongConsumer settled) {
    this.line = line;
    this.settled = settled;
  }

  @Override
  public void tell(String json) {
    settled.accept(++messages);
  }

  @Override
  public void tellWritten(int partition, long offset, @Nullable String id) {
    settled.accept(++messages);
  }

  @Override
  public void tellWritten(int count, Map<Integer, Long> offsets, @Nullable String id) {
    settled.accept(++messages);
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
  public void pause() {
    line.pause();
  }

  @Override
  public void resume() {
    line.resume();
  }
}
