package io.weir.engine.link;

import io.weir.engine.stream.Log;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The few readers of a stream's past. Thread: the stream's tail. */
final class Readers {
  private final Stream stream;
  private final Log log;
  private final int max;
  private final Runnable onFree;
  private final Deque<Reader> idle = new ArrayDeque<>();
  private int taken;

  /**
   * @param max how many may be in use
   * @param onFree told when one may be taken
   */
  Readers(Stream stream, Log log, int max, Runnable onFree) {
    this.stream = stream;
    this.log = log;
    this.max = max;
    this.onFree = onFree;
  }

  boolean areAllTaken() {
    return taken >= max;
  }

  boolean areIdle() {
    return taken == 0;
  }

  /** One to be given back, if not all are taken. */
  Optional<Reader> take() {
    if (areAllTaken()) {
      return Optional.empty();
    }
    taken++;
    return Optional.of(idle.isEmpty() ? log.reader(stream) : idle.pop());
  }

  /** It is not used any more. */
  void give(Reader reader) {
    taken--;
    idle.push(reader);
    onFree.run();
  }

  /** Ends those that nobody uses. */
  void rest() {
    idle.forEach(Reader::stop);
    idle.clear();
  }
}
