package io.weir.engine.dial;

import io.weir.engine.socket.Loop;
import io.weir.engine.text.Durations;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Watches one open connection: pings it, says what the peer wants to hear now and then, and notices
 * that it has gone or is silent. Thread: the link's loop.
 *
 * <p>The pings are numbered below zero, so that they are not those of the session, which numbers
 * its own from zero on. A sign of life is a pong, anything else that arrives, or that something of
 * what is unsent was taken: a ping waits behind it. While the session does not read, nothing can
 * arrive, and nothing is held against the peer.
 */
final class Vigil {
  private final DialSettings settings;
  private final DialedSocket socket;
  private final Loop loop;
  private final Say say;
  private final Consumer<String> lost;

  private boolean over;
  private long pings;
  private long pongs;
  private long lastMessageNanos;
  private long lastUnsentBytes;
  private long lastTakenNanos;

  /** Sends a text message. */
  interface Say {
    void send(String text);
  }

  /**
   * @param lost is told why the connection is of no use any more, once
   */
  Vigil(DialSettings settings, DialedSocket socket, Say say, Consumer<String> lost) {
    this.settings = settings;
    this.socket = socket;
    this.loop = socket.loop();
    this.say = say;
    this.lost = lost;
    this.lastMessageNanos = loop.nowNanos();
  }

  void begin() {
    if (!settings.ping().isOff()) {
      every(settings.ping().every(), this::ping);
    }
    settings.heartbeat().ifPresent(heartbeat -> every(heartbeat.every(), () -> beat(heartbeat)));
    settings.expect().ifPresent(this::expect);
  }

  void end() {
    over = true;
  }

  void onMessage() {
    lastMessageNanos = loop.nowNanos();
  }

  /** The answer to one of these pings. */
  void onPong(long number) {
    if (-number <= pings) { // nobody else's
      pongs = Math.max(pongs, -number);
    }
  }

  private void every(Duration interval, Runnable task) {
    after(
        interval,
        () -> {
          task.run();
          every(interval, task);
        });
  }

  private void after(Duration delay, Runnable task) {
    loop.after(
        delay,
        () -> {
          if (!over) {
            task.run();
          }
        });
  }

  /** One at a time: what does not answer the first will not answer more of them. */
  private void ping() {
    if (pongs == pings) {
      long number = ++pings;
      lastTakenNanos = loop.nowNanos();
      socket.ping(-number);
      socket.flush();
      lastUnsentBytes = socket.unsentBytes();
      after(settings.ping().timeout(), () -> check(number));
    }
  }

  private void check(long number) {
    if (pongs >= number) {
      return;
    }
    Duration timeout = settings.ping().timeout();
    long silentNanos = loop.nowNanos() - lastSignNanos();
    if (silentNanos < timeout.toNanos()) {
      after(timeout.minusNanos(silentNanos), () -> check(number));
    } else {
      lose("no answer to a ping for " + Durations.print(timeout));
    }
  }

  private long lastSignNanos() {
    long unsentBytes = socket.unsentBytes();
    if (unsentBytes < lastUnsentBytes || socket.isPaused()) {
      lastTakenNanos = loop.nowNanos();
    }
    lastUnsentBytes = unsentBytes;
    return Math.max(lastTakenNanos, socket.lastAliveNanos());
  }

  private void beat(DialSettings.Heartbeat heartbeat) {
    if (!socket.isFull()) {
      say.send(heartbeat.send());
    }
  }

  private void expect(Duration longest) {
    if (socket.isPaused()) {
      lastMessageNanos = loop.nowNanos();
    }
    long silentNanos = loop.nowNanos() - lastMessageNanos;
    if (silentNanos < longest.toNanos()) {
      after(longest.minusNanos(silentNanos), () -> expect(longest));
    } else {
      lose("no message for " + Durations.print(longest));
    }
  }

  private void lose(String message) {
    over = true;
    lost.accept(message);
  }
}
