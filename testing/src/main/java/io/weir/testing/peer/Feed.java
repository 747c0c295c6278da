package io.weir.testing.peer;

/** A numbered feed, the same for all, that grows. Any thread. */
final class Feed {
  private static final int KEYS = 5;
  private long length;
  private boolean over;

  /** A message: {@code {"key":"k2","n":17}}. */
  static String message(long number) {
    return "{\"key\":\"k%d\",\"n\":%d}".formatted(number % KEYS, number);
  }

  synchronized void grow(long to) {
    length = Math.max(length, to);
    notifyAll();
  }

  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits for a number. False: it will not come. */
  synchronized boolean await(long number) throws InterruptedException {
    while (number >= length && !over) {
      wait();
    }
    return !over;
  }
}
