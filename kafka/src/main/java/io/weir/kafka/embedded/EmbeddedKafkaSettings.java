package io.weir.kafka.embedded;

import java.nio.file.Path;

/**
 * Where the embedded Kafka listens and keeps its data.
 *
 * @param host of the address that clients use, for example {@code 127.0.0.1}
 * @param port of that address; 0 picks a free one
 * @param data the folder, made if it is missing and kept when Kafka stops
 */
public record EmbeddedKafkaSettings(String host, int port, Path data) {

  /**
   * From an address as it stands in settings.
   *
   * @param address {@code HOST:PORT}; an IPv6 host stands in brackets
   * @throws IllegalArgumentException if the address is not of that shape
   */
  public static EmbeddedKafkaSettings at(String address, Path data) {
    int colon = address.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("'" + address + "' is not an address: write HOST:PORT");
    }
    String host = address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new EmbeddedKafkaSettings(host, port(address, colon), data);
  }

  private static int port(String address, int colon) {
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // the same sentence below
    }
    throw new IllegalArgumentException("'" + address + "': the port is a number from 0 to 65535");
  }
}
