package io.weir.testing.peer;

import java.util.List;
import java.util.stream.Stream;

/** Chooses how each connection is treated. Any thread. */
public interface Plan {

  /**
   * The conduct towards a connection.
   *
   * @param number of the connection, from 0 on, in the order in which they are accepted
   */
  Conduct conduct(int number);

  /** Each of these in turn, and the last one for ever; in the words of {@link Conduct#parse}. */
  static Plan of(String... conducts) {
    List<Conduct> turns = Stream.of(conducts).map(Conduct::parse).toList();
    return number -> turns.get(Math.min(number, turns.size() - 1));
  }
}
