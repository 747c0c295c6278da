package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client has got in {@code frame=record}, over all its connections. Thread: any. */
final class Account {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final Pattern END =
      Pattern.compile("\"partition\":(\\d+),\"offset\":(\\d+)(?:,\"cursor\":\"([^\"]+)\")?}$");

  private final String name;
  private final Offsets offsets = new Offsets();
  private String cursor = "";
  private String strange = "";
  private long count;

  Account(String name) {
    this.name = name;
  }

  /** The client got a record; if it is none, whoever waits for records is told. */
  synchronized void add(String frame) {
    // Only its end is looked at: a record may be large.
    Matcher end = END.matcher(frame.substring(Math.max(0, frame.length() - 200)));
    if (end.find()) {
      offsets.add(Integer.parseInt(end.group(1)), Long.parseLong(end.group(2)));
      cursor = end.group(3);
      count++;
    } else if (strange.isEmpty()) {
      strange = frame;
    }
    notifyAll();
  }

  /** That of the last record; "" before the first. */
  synchronized String cursor() {
    return cursor;
  }

  synchronized long count() {
    return count;
  }

  synchronized Offsets offsets() {
    return offsets.copy();
  }

  /** Waits until there are at least so many records. */
  synchronized void await(long records) throws InterruptedException {
    await(records + " records", () -> count >= records);
  }

  private synchronized void await(String what, BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!done.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !strange.isEmpty()) {
        throw new AssertionError(
            "%s got %d records, not %s. %s".formatted(name, count, what, strange));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Waits for them; fails unless exactly these came, each once, in order in each partition. */
  void assertGot(Offsets wanted) throws InterruptedException {
    await(wanted.count());
    Offsets got = offsets();
    assertThat(got.partitions()).as(name).isEqualTo(wanted.partitions());
    wanted.partitions().forEach(each -> assertSame(each, got.in(each), wanted.in(each)));
  }

  /**
   * Waits for the last of them; fails unless the last of each partition came, so many or more in
   * all, each once and in order.
   */
  void assertGotLast(int least, Offsets all) throws InterruptedException {
    await("all up to the end", () -> all.partitions().stream().allMatch(each -> ends(each, all)));
    assertGot(all.fromFirstOf(offsets()));
    assertThat(count()).as(name).isGreaterThanOrEqualTo(least);
  }

  private boolean ends(int partition, Offsets all) {
    List<Long> got = offsets.in(partition);
    return !got.isEmpty() && got.getLast().equals(all.in(partition).getLast());
  }

  /** Fails unless each that came, came once, in order and with none between them left out. */
  void assertGotPartOf(Offsets all) {
    Offsets got = offsets();
    Offsets rest = all.fromFirstOf(got);
    got.partitions()
        .forEach(
            each -> assertSame(each, got.in(each), rest.in(each).subList(0, got.in(each).size())));
  }

  /** Tells the first difference, where the lists are too long to be looked at. */
  private void assertSame(int partition, List<Long> got, List<Long> wanted) {
    int same = 0;
    while (same < Math.min(got.size(), wanted.size()) && got.get(same).equals(wanted.get(same))) {
      same++;
    }
    assertThat(got.subList(same, Math.min(got.size(), same + 5)))
        .as("%s: partition %d from its record %d of %d on", name, partition, same, wanted.size())
        .isEqualTo(wanted.subList(same, Math.min(wanted.size(), same + 5)));
  }
}
