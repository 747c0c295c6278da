package io.weir.engine.stream;

import java.util.Locale;

/**
 * Records of a partition that are not delivered, although they were asked for.
 *
 * @param from the first offset
 * @param to the last offset; not before {@code from}
 * @param epoch the leader epoch of what lies before the offset that comes next, or {@link
 *     Positions#NO_EPOCH}
 */
public record Gap(int partition, long from, long to, Reason reason, int epoch) {

  /** Why they are not delivered. */
  public enum Reason {
    /** They lie below what the log keeps. */
    RETENTION,
    /** They lie further back than the stream lets clients read. */
    HISTORY,
    /** The log lost its end and took another course: what was read there is not in it. */
    TRUNCATED,
    /** A client that reads too slowly asked that they be dropped. */
    SLOW;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** The stable name in notices and metrics. */
    public String id() {
      return id;
    }
  }

  public Gap(int partition, long from, long to, Reason reason) {
    this(partition, from, to, reason, Positions.NO_EPOCH);
  }

  /** Where reading goes on: behind it, or at its beginning if the log took another course there. */
  public long next() {
    return reason == Reason.TRUNCATED ? from : to + 1;
  }
}
