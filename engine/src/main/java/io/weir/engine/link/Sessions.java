package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.socket.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  private final List<OnLoop> parts;

  /** Those of one kind on one loop. */
  public interface OnLoop {

    Loop loop();

    /**
     * Every one that has entered and not left, also ended ones, by a number that no other has, had
     * or will have. Thread: the loop.
     */
    Map<Long, ? extends Session> sessions();
  }

  /**
   * @param parts in an order that stays: it is in the ids
   */
  public Sessions(List<? extends OnLoop> parts) {
    this.parts = List.copyOf(parts);
  }

  /** These, and behind them others. */
  public Sessions with(Sessions others) {
    return new Sessions(Stream.concat(parts.stream(), others.parts.stream()).toList());
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
    List<CompletableFuture<Seen>> asked =
        IntStream.range(0, parts.size())
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> look(i, limit), parts.get(i).loop()))
            .toList();
    Set<Loop> silent = new HashSet<>();
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Loop loop = parts.get(i).loop();
      await(asked.get(i), end).ifPresentOrElse(seen::add, () -> silent.add(loop));
    }
    return new Listing(
        seen.stream().mapToLong(Seen::open).sum(),
        silent.size(),
        seen.stream()
            .flatMap(each -> each.sessions().stream())
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
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) >= parts.size()) {
      throw NOT_OPEN.asException();
    }
    OnLoop part = parts.get(Integer.parseInt(matcher.group(1)));
    long number = Long.parseLong(matcher.group(2));
    CompletableFuture<Boolean> closing =
        CompletableFuture.supplyAsync(() -> close(part, number), part.loop());
    boolean wasOpen =
        await(closing, System.nanoTime() + patience.toNanos()).orElseThrow(SILENT::asException);
    if (!wasOpen) {
      throw NOT_OPEN.asException();
    }
  }

  private static boolean close(OnLoop part, long number) {
    Session session = part.sessions().get(number);
    if (session == null || !session.isOpen()) {
      return false;
    }
    session.end(CLOSED);
    return true;
  }

  /** A session, and what decides whether it is listed. */
  private record Weighed(Session session, long unsent, long number) {}

  /**
   * What one part knows.
   *
   * @param sessions as many as were asked for at most, in no order
   */
  private record Seen(long open, List<SessionStatus> sessions) {}

  /** Costs the loop about what a step of its roster does. Thread: the loop. */
  private Seen look(int part, int limit) {
    PriorityQueue<Weighed> most = new PriorityQueue<>(LEAST_FIRST);
    long open = 0;
    for (var entered : parts.get(part).sessions().entrySet()) {
      Session session = entered.getValue();
      if (session.isOpen()) {
        open++;
        most.add(new Weighed(session, session.unsentBytes(), entered.getKey()));
      }
      if (most.size() > limit) {
        most.remove();
      }
    }
    return new Seen(
        open,
        most.stream().map(each -> each.session().status(part + "-" + each.number())).toList());
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
