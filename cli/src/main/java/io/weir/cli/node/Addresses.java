package io.weir.cli.node;

import io.weir.engine.config.Address;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Where the parts of a node can be reached, with the ports that were picked; each {@code
 * HOST:PORT}.
 *
 * @param listeners by name, in the order of the settings
 * @param kafka where Kafka's clients begin; several are separated by commas
 */
public record Addresses(Map<String, String> listeners, String admin, String kafka) {

  static InetSocketAddress toBind(Address address) {
    return new InetSocketAddress(address.host(), address.port());
  }

  /** The host as it was asked for, and the port that it became. */
  static String bound(Address asked, InetSocketAddress bound) {
    return new Address(asked.host(), bound.getPort()).toString();
  }
}
