package io.weir.kafka.embedded;

/**
 * A broker's place in its cluster.
 *
 * @param id 1 for the first
 * @param clusterId empty: that of the data folder, or a new one
 * @param controllerAddress {@code HOST:PORT} of the controller that it joins; empty: it is one
 */
record Node(int id, String clusterId, String controllerAddress) {
  /** A cluster of its own. */
  static final Node SINGLE = new Node(1, "", "");

  boolean isController() {
    return controllerAddress.isEmpty();
  }
}
