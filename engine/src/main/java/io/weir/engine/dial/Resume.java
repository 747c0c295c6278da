package io.weir.engine.dial;

import io.weir.engine.json.JsonPointer;
import io.weir.engine.socket.Loop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a link remembers: a value of the last message that is done with. Thread: the link's loop.
 *
 * <p>It is handed on at most once a second. What waits to be done with is as bounded as the
 * messages that the session holds: a value is a part of its message.
 */
final class Resume {
  /** Longer values are not remembered. */
  static final int MAX_CHARS = 1024;

  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Optional<JsonPointer> pointer;
  private final Loop loop;
  private final Consumer<String> keeper;
  private @Nullable String last;
  private boolean changed;
  private boolean awaited;
  private long newest;
  private long connections;

  Resume(Optional<JsonPointer> pointer, Loop loop, Consumer<String> keeper) {
    this.pointer = pointer;
    this.loop = loop;
    this.keeper = keeper;
  }

  Optional<String> last() {
    return Optional.ofNullable(last);
  }

  /** What an owner before this one has left. */
  void restore(Optional<String> left) {
    last = left.orElse(null);
    changed = false;
  }

  /** A connection begins. */
  Trail trail() {
    return new Trail(++connections);
  }

  /** Hands on what was not, now. */
  void flush() {
    if (changed && last != null) {
      changed = false;
      keeper.accept(last);
    }
  }

  private void onSettled(String value) {
    last = value;
    changed = true;
    if (!awaited) {
      awaited = true;
      loop.after(
          INTERVAL,
          () -> {
            awaited = false;
            flush();
          });
    }
  }

  /** The values of one connection's messages. */
  final class Trail {
    private record Value(long message, String text) {}

    private final long connection;
    private final Deque<Value> waiting = new ArrayDeque<>();
    private long messages;

    private Trail(long connection) {
      this.connection = connection;
    }

    /** A message goes to the session. */
    void onMessage(ByteBuffer payload) {
      messages++;
      pointer
          .flatMap(at -> at.find(Payload.bytes(payload)))
          .filter(value -> value.isScalar() && value.text().length() <= MAX_CHARS)
          .ifPresent(value -> waiting.add(new Value(messages, value.text())));
    }

    /**
     * The first so many are done with. What a connection of before still tells is not looked at
     * once a later one has told something: that one was told to begin earlier.
     */
    void onSettled(long upTo) {
      String value = null;
      while (!waiting.isEmpty() && waiting.element().message() <= upTo) {
        value = waiting.remove().text();
      }
      if (value != null && connection >= newest) {
        newest = connection;
        Resume.this.onSettled(value);
      }
    }
  }
}
