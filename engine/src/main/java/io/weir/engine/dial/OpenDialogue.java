package io.weir.engine.dial;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.weir.engine.text.Durations;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says the opening messages in their order, each after the reply that the one before it waits for.
 * Thread: the link's loop.
 */
final class OpenDialogue {
  private final List<OpenMessage> messages;
  private final Optional<String> last;
  private final Listener listener;
  private int next;
  private OpenMessage.@Nullable Reply awaited;
  private boolean done;

  /** Whose dialogue it is. */
  interface Listener {
    void send(String text);

    /** Calls back after a while, unless the connection has ended. */
    void after(Duration delay, Runnable task);

    /** The last message is sent and the last reply has come. */
    void onOpened();

    void onNoReply(String message);

    /** Whether nothing is read from the peer, so that no reply can come. */
    boolean isPaused();
  }

  OpenDialogue(List<OpenMessage> messages, Optional<String> last, Listener listener) {
    this.messages = messages;
    this.last = last;
    this.listener = listener;
  }

  /** Begins, or goes on after a reply. */
  void proceed() {
    awaited = null;
    while (next < messages.size() && awaited == null) {
      OpenMessage message = messages.get(next++);
      message.send().fill(last, OpenDialogue::escaped).ifPresent(text -> say(message, text));
    }
    if (awaited == null) {
      done = true;
      listener.onOpened();
    }
  }

  private void say(OpenMessage message, String text) {
    listener.send(text);
    message.reply().ifPresent(this::await);
  }

  private void await(OpenMessage.Reply reply) {
    awaited = reply;
    int number = next;
    listener.after(
        reply.within(),
        () -> {
          if (awaited != null && next == number && listener.isPaused()) {
            await(reply); // nobody reads it: that is not the peer's doing
          } else if (awaited != null && next == number) {
            listener.onNoReply(
                "no reply to open[%d] within %s"
                    .formatted(number - 1, Durations.print(reply.within())));
          }
        });
  }

  boolean isDone() {
    return done;
  }

  /** Whether this is the reply that is awaited; then it goes on. */
  boolean takes(ByteBuffer message) {
    if (awaited == null || !awaited.pattern().matches(Payload.bytes(message))) {
      return false;
    }
    proceed();
    return true;
  }

  private static String escaped(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(value));
  }
}
