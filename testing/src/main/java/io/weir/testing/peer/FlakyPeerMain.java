package io.weir.testing.peer;

import java.util.List;

/**
 * A flaky peer as a program: {@code [PORT [seed:N | CONDUCT …]]}, a conduct being one argument,
 * such as {@code "slow close:1012 after:50"}; each connection gets the next one, and all others the
 * last. Prints its URL and a line for each connection that has ended, until it is ended itself. Its
 * feed has no end.
 */
public final class FlakyPeerMain {
  private FlakyPeerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<String> given = List.of(arguments);
    int port = given.isEmpty() ? 0 : Integer.parseInt(given.getFirst());
    FlakyPeer peer =
        FlakyPeer.start(port, plan(given.stream().skip(1).toList()), System.out::println);
    peer.feed(Long.MAX_VALUE);
    System.out.println(peer.url("/"));
    Thread.currentThread().join();
  }

  private static Plan plan(List<String> words) {
    if (words.isEmpty()) {
      return Plan.of("steady");
    }
    String first = words.getFirst();
    return first.startsWith("seed:")
        ? new SeededPlan(Long.parseLong(first.substring("seed:".length())))
        : Plan.of(words.toArray(String[]::new));
  }
}
