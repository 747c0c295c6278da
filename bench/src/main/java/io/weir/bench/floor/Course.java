package io.weir.bench.floor;

import java.util.List;

/**
 * What the floor is told to write.
 *
 * @param messages how many, in all
 * @param rate messages a second; 0: as fast as it can
 * @param batch messages in one write to a connection
 * @param audience connections that each message goes to, in turns; 0: all
 */
record Course(int messages, double rate, int batch, int audience) {
  /** The words of the order {@code write MESSAGES RATE BATCH AUDIENCE}. */
  static Course of(List<String> words) {
    return new Course(
        Integer.parseInt(words.get(0)),
        Double.parseDouble(words.get(1)),
        Integer.parseInt(words.get(2)),
        Integer.parseInt(words.get(3)));
  }

  int audienceOf(int connections) {
    return audience == 0 ? connections : Math.min(audience, connections);
  }
}
