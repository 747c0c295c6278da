package io.weir.cli.publish;

import io.weir.cli.connection.Advice;
import io.weir.cli.connection.Backoff;
import io.weir.cli.connection.Connector;
import io.weir.cli.connection.Ending;
import io.weir.cli.connection.Follower;
import io.weir.cli.connection.Pause;
import io.weir.cli.connection.Printable;
import io.weir.cli.connection.WebSocketConnector;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From the first record to the last, once.
 *
 * <p>Thread: the caller of {@link #over}; the input is read on one of its own.
 */
final class Run {
  private final Input input;
  private final Window window;
  private final Delivery delivery;
  private final Patience patience;
  private final Progress progress;
  private final Backoff backoff;
  private volatile @Nullable String unreadable;

  Run(
      Input input,
      Window window,
      Delivery delivery,
      Patience patience,
      Progress progress,
      Backoff backoff) {
    this.input = input;
    this.window = window;
    this.delivery = delivery;
    this.patience = patience;
    this.progress = progress;
    this.backoff = backoff;
  }

  /** Returns the exit code. */
  int over(WebSocketConnector connector, Surroundings surroundings) throws InterruptedException {
    surroundings
        .onSignal()
        .accept(
            () -> {
              connector.close();
              progress.tell(summary());
            });
    Thread.ofPlatform().daemon().name("input").start(this::read);
    int ending;
    try (ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory())) {
      var _ = ticks.scheduleAtFixedRate(() -> tick(connector), 1, 1, TimeUnit.SECONDS);
      ending = follower(connector, surroundings.pause()).follow();
    }
    int status = status(ending);
    progress.tell(summary());
    return status;
  }

  private void read() {
    try {
      input.feed(window::put);
    } catch (IOException e) {
      unreadable = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      window.end();
    }
  }

  private void tick(WebSocketConnector connector) {
    progress.show(window.counts(), input.share());
    if (patience.isOver()) {
      connector.close();
    }
  }

  private Follower follower(WebSocketConnector connector, Pause pause) {
    Connector each = receiver -> meaning(connectOnce(connector, receiver));
    Pause bounded = wait -> pause.lasting(atMost(patience.left(), wait));
    return new Follower(each, delivery, backoff, this::tell, InstantSource.system(), bounded);
  }

  private static Duration atMost(Duration left, Duration wait) {
    Duration shorter = left.compareTo(wait) < 0 ? left : wait;
    return shorter.isNegative() ? Duration.ZERO : shorter;
  }

  private Ending connectOnce(Connector connector, Connector.Receiver receiver)
      throws InterruptedException {
    try {
      return connector.connect(receiver);
    } finally {
      window.close();
    }
  }

  /** An ending means less when all is done, and more when it is not. */
  private Ending meaning(Ending ending) {
    if (window.isSettled() || delivery.failure().isPresent()) {
      return new Ending.Finished();
    }
    boolean unasked = ending instanceof Ending.Closed && ending.advice() == Advice.DONE;
    return unasked ? new Ending.Lost(ending.reason()) : ending;
  }

  private int status(int ending) {
    if (ending != 0) {
      return ending;
    }
    String why = unreadable == null ? delivery.failure().orElse(null) : unreadable;
    if (why != null) {
      tell(why);
      return ErrorKind.USER.exitCode();
    }
    if (!window.isSettled()) {
      tell("nothing got on for " + Durations.print(patience.most()) + " (--timeout)");
      return ErrorKind.TRANSIENT.exitCode();
    }
    boolean refused = window.counts().refused() + delivery.errors() > 0;
    return refused ? ErrorKind.USER.exitCode() : 0;
  }

  private void tell(String notice) {
    progress.tell(Printable.line(notice));
  }

  private String summary() {
    Window.Counts counts = window.counts();
    List<String> parts = new ArrayList<>();
    parts.add(
        count(counts.acknowledged())
            + (counts.acknowledged() == 1 ? " record " : " records ")
            + delivery.settled());
    if (counts.refused() > 0) {
      parts.add(count(counts.refused()) + " refused");
    }
    if (counts.again() > 0) {
      parts.add(count(counts.again()) + " sent again");
    }
    window
        .first()
        .ifPresent(
            first ->
                parts.add("%s not, from %s on".formatted(count(counts.waiting()), first.place())));
    return String.join(", ", parts);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
