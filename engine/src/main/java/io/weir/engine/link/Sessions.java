package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The open sessions of a node, for its operators. Any thread that may wait: each loop is asked by
 * one task, and answers from what it owns.
 */
public final class Sessions {
  private static final Pattern ID = Pattern.compile("(\\d{1,4})-(\\d{1,18})");
  private static final Refusal CLOSED =
      new Refusal(ErrorCode.CLOSED_BY_OPERATOR, "an operator has closed this session");
  private static final Refusal NOT_OPEN =
      new Refusal(ErrorCode.NOT_FOUND, "no open session on this node has this id");
  private static final Refusal SILENT =
      new Refusal(
          ErrorCode.OVERLOADED, "the session's event loop has fallen behind; it is closed later");
  private static final Comparator<SessionStatus> MOST_UNSENT =
      Comparator.comparingLong(SessionStatus::unsent)
          .reversed()
          .thenComparing(SessionStatus::since)
          .thenComparing(SessionStatus::id);
  private static final Comparator<Weighed> LEAST_FIRST =
      Comparator.comparingLong(Weighed::unsent)
          .thenComparing(Comparator.comparingLong(Weighed::number).reversed());

  private final List<Hub> hubs;

  Sessions(List<Hub> hubs) {
    this.hubs = hubs;
  }

  /**
   * Some of the open sessions, those with the most unsent bytes first, and of equal ones the oldest
   * first.
   *
   * @param total how many are open; of silent loops none are counted
   * @param silentLoops event loops that did not answer in time
   */
  public record Listing(long total, int silentLoops, List<SessionStatus> sessions) {}

  /**
   * Asks all loops at once.
   *
   * @param limit how many sessions to list at most; from 1
   * @param patience how long to wait for the answers, all together
   */
  public Listing list(int limit, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    List<CompletableFuture<Part>> asked =
        hubs.stream()
            .map(hub -> CompletableFuture.supplyAsync(() -> look(hub, limit), hub.loop()))
            .toList();
    List<Part> parts = asked.stream().flatMap(part -> await(part, end).stream()).toList();
    return new Listing(
        parts.stream().mapToLong(Part::open).sum(),
        hubs.size() - parts.size(),
        parts.stream()
            .flatMap(part -> part.sessions().stream())
            .sorted(MOST_UNSENT)
            .limit(limit)
            .toList());
  }

  /**
   * Closes a session with 4003.
   *
   * @throws RefusedException {@link ErrorCode#NOT_FOUND} if it is not, or no longer, open; {@link
   *     ErrorCode#OVERLOADED} if its loop did not answer in time, and closes it later
   */
  public void close(String id, Duration patience) {
    Matcher parts = ID.matcher(id);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) >= hubs.size()) {
      throw NOT_OPEN.asException();
    }
    Hub hub = hubs.get(Integer.parseInt(parts.group(1)));
    long number = Long.parseLong(parts.group(2));
    CompletableFuture<Boolean> closing =
        CompletableFuture.supplyAsync(() -> close(hub, number), hub.loop());
    boolean wasOpen =
        await(closing, System.nanoTime() + patience.toNanos()).orElseThrow(SILENT::asException);
    if (!wasOpen) {
      throw NOT_OPEN.asException();
    }
  }

  private static boolean close(Hub hub, long number) {
    OutSession session = hub.sessions().get(number);
    if (session == null || !session.isOpen()) {
      return false;
    }
    session.end(CLOSED);
    return true;
  }

  /** A session, and what decides whether it is listed. */
  private record Weighed(OutSession session, long unsent, long number) {}

  /**
   * What one loop knows.
   *
   * @param sessions as many as were asked for at most, in no order
   */
  private record Part(long open, List<SessionStatus> sessions) {}

  /** Costs the loop about what a step of its roster does. Thread: the loop. */
  private static Part look(Hub hub, int limit) {
    PriorityQueue<Weighed> most = new PriorityQueue<>(LEAST_FIRST);
    long open = 0;
    for (var entered : hub.sessions().entrySet()) {
      OutSession session = entered.getValue();
      if (session.isOpen()) {
        open++;
        most.add(new Weighed(session, session.unsentBytes(), entered.getKey()));
      }
      if (most.size() > limit) {
        most.remove();
      }
    }
    return new Part(open, most.stream().map(each -> each.session().status()).toList());
  }

  private static <T> Optional<T> await(CompletableFuture<T> answer, long endNanos) {
    try {
      long left = Math.max(0, endNanos - System.nanoTime());
      return Optional.of(answer.get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
