package io.weir.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The orders a child process takes: a line on standard input, answered by one line of JSON on
 * standard output, {@code {"event": …, "value": …}}. The order {@code stop} and the end of the
 * input end the process; so nothing outlives the experiment that started it.
 *
 * <p>Thread: main.
 */
public final class Orders {
  /** What an order does. */
  public interface Order {
    /** The answer's value, something that Jackson can write. */
    Object carryOut(List<String> arguments) throws Exception;
  }

  private Orders() {}

  /** Carries out orders until told to stop. A failed order ends the process. */
  public static void serve(Map<String, Order> orders) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> words = List.of(line.strip().split(" +", -1));
      if (words.getFirst().equals("stop")) {
        return;
      }
      Order order = orders.get(words.getFirst());
      if (order == null) {
        throw new IllegalArgumentException(line + ": not one of " + orders.keySet());
      }
      tell(words.getFirst(), order.carryOut(words.subList(1, words.size())));
    }
  }

  /** Tells the experiment that something happened. */
  public static void tell(String event, Object value) throws IOException {
    System.out.println(Json.line(Map.of("event", event, "value", value)));
    System.out.flush();
  }

  /** Ends this process after that long, whatever it is doing. */
  public static void boundLife(Duration longest) {
    Thread.ofPlatform()
        .daemon()
        .name("bound-life")
        .start(
            () -> {
              try {
                Thread.sleep(longest);
              } catch (InterruptedException _) {
                return;
              }
              System.err.println("Ended after " + longest + ", the longest it may take.");
              Runtime.getRuntime().halt(70);
            });
  }
}
