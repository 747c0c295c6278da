package io.weir.kafka.embedded;

import java.util.HashMap;
import java.util.Map;

/** A node's Kafka configuration: the defaults of a server, shrunk to one developer's machine. */
final class NodeProperties {
  private NodeProperties() {}

  static Map<String, String> of(Node node, BoundSockets sockets, DataFolder folder) {
    Map<String, String> all = new HashMap<>(PLACE);
    all.put("node.id", Integer.toString(node.id()));
    all.put("log.dirs", folder.path().toString());
    String clients =
        BoundSockets.CLIENTS + "://" + bracketed(sockets.host()) + ":" + sockets.port();
    if (node.isController()) {
      all.put("process.roles", "broker,controller");
      all.put(
          "listeners",
          clients + "," + BoundSockets.CONTROLLER + "://" + sockets.controllerAddress());
      all.put("controller.quorum.voters", node.id() + "@" + sockets.controllerAddress());
    } else {
      all.put("process.roles", "broker");
      all.put("listeners", clients);
      all.put("controller.quorum.voters", "1@" + node.controllerAddress());
    }
    return all;
  }

  static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static final Map<String, String> PLACE = place();

  private static Map<String, String> place() {
    Map<String, String> all = new HashMap<>();
    all.put("controller.listener.names", BoundSockets.CONTROLLER);
    all.put("inter.broker.listener.name", BoundSockets.CLIENTS);
    all.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    internalTopics(all);
    threads(all);
    pace(all);
    return all;
  }

  private static void internalTopics(Map<String, String> all) {
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      all.put(topic + ".replication.factor", "1");
      all.put(topic + ".num.partitions", "1");
    }
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.num.partitions", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    // Producers of third parties expect a development broker to make their topics.
    all.put("auto.create.topics.enable", "true");
  }

  private static void threads(Map<String, String> all) {
    all.put("num.network.threads", "1");
    all.put("num.io.threads", "2");
    all.put("background.threads", "2");
    all.put("num.recovery.threads.per.data.dir", "1");
    all.put("num.replica.fetchers", "1");
    all.put("log.cleaner.threads", "1");
    all.put("log.cleaner.dedupe.buffer.size", "2097152");
    all.put("log.cleaner.io.buffer.size", "131072");
    all.put("group.coordinator.threads", "1");
    all.put("share.coordinator.threads", "1");
  }

  private static void pace(Map<String, String> all) {
    all.put("group.initial.rebalance.delay.ms", "0");
    all.put("group.share.min.heartbeat.interval.ms", "500");
    all.put("group.share.heartbeat.interval.ms", "500");
    // A broker that says goodbye may register again at once; else its old session must end first.
    all.put("broker.session.timeout.ms", "3000");
    all.put("broker.heartbeat.interval.ms", "500");
    all.put("log.cleaner.backoff.ms", "1000");
    all.put("log.initial.task.delay.ms", "1000");
    all.put("unclean.leader.election.enable", "false");
  }
}
