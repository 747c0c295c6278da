package io.weir.cli.connection;

import io.weir.engine.error.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Keeps a connection, as long as that makes sense, and says on {@code notices} what happens to it.
 *
 * <p>Thread: the caller of {@link #follow}; {@code onOpen} comes from the connection's.
 */
public final class Follower {
  /** A connection that lasted this long was no accident: the next back-off begins anew. */
  private static final Duration LASTING = Duration.ofSeconds(10);

  /** A server cannot send us away for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Connector connector;
  private final Connector.Receiver receiver;
  private final Backoff backoff;
  private final Consumer<String> notices;
  private final InstantSource clock;
  private final Pause pause;

  public Follower(
      Connector connector,
      Connector.Receiver receiver,
      Backoff backoff,
      Consumer<String> notices,
      InstantSource clock,
      Pause pause) {
    this.connector = connector;
    this.receiver = receiver;
    this.backoff = backoff;
    this.notices = notices;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Returns the exit code: 0 if the stream has ended or enough was printed, 2 if it was refused.
   */
  public int follow() throws InterruptedException {
    while (true) {
      Instant begun = clock.instant();
      Ending ending = connector.connect(receiver);
      if (Duration.between(begun, clock.instant()).compareTo(LASTING) >= 0) {
        backoff.reset();
      }
      switch (ending.advice()) {
        case DONE -> {
          return done(ending);
        }
        case GIVE_UP -> {
          notices.accept(ending.reason());
          return ErrorKind.USER.exitCode();
        }
        case RECONNECT -> waitAfter(ending, backoff.next());
        case RECONNECT_SLOWER -> waitAfter(ending, backoff.nextSlower());
      }
    }
  }

  private int done(Ending ending) {
    if (ending instanceof Ending.Closed) {
      notices.accept(ending.reason());
    }
    return 0;
  }

  private void waitAfter(Ending ending, Duration delay) throws InterruptedException {
    Duration asked = ending.retryAfter();
    Duration wait = delay.compareTo(asked) < 0 ? asked : delay;
    wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    String seconds = String.format(Locale.ROOT, "%.1f s", wait.toMillis() / 1000.0);
    notices.accept(ending.reason() + "; connecting again in " + seconds);
    pause.lasting(wait);
  }
}
