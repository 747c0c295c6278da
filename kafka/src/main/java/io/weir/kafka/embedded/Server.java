package io.weir.kafka.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.error.RefusedException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a node: Kafka's server objects and what they stand on. Put together here and not by
 * {@link KafkaRaftServer}, because that one opens its own sockets and ends the process on a fault.
 */
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final DataFolder folder;
  private final BoundSockets sockets;
  private final SharedServer shared;
  private final Optional<ControllerServer> controller;
  private final BrokerServer broker;

  private Server(Node node, DataFolder folder, BoundSockets sockets) {
    this.folder = folder;
    this.sockets = sockets;
    KafkaConfig config = new KafkaConfig(NodeProperties.of(node, sockets, folder), false);
    var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    var quorum = config.quorumConfig();
    this.shared =
        new SharedServer(
            config,
            directories._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
            QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
            (name, fatal, action) -> faultHandler(name, action),
            sockets);
    this.controller =
        node.isController()
            ? Optional.of(
                new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2()))
            : Optional.empty();
    this.broker = new BrokerServer(shared);
  }

  private static FaultHandler faultHandler(String name, Runnable action) {
    return (message, cause) -> {
      LOG.error("event=embedded_kafka_fault part=\"{}\" message=\"{}\"", name, message, cause);
      action.run();
      return new IllegalStateException(name + ": " + message, cause);
    };
  }

  /** Starts a node; if that fails, everything it took is given back. */
  static Server start(EmbeddedKafkaSettings settings, Node node) {
    DataFolder folder = DataFolder.open(settings.data(), node.id());
    BoundSockets sockets = null;
    try {
      sockets = new BoundSockets(settings.host(), settings.port());
      format(folder, node);
      Server server = new Server(node, folder, sockets);
      server.start();
      return server;
    } catch (RuntimeException e) {
      if (sockets != null) {
        sockets.close();
      }
      folder.close();
      throw e;
    }
  }

  private void start() {
    try {
      controller.ifPresent(ControllerServer::startup);
      broker.startup();
    } catch (RuntimeException e) {
      stopServers();
      throw e;
    }
  }

  /** Also tells Kafka which features it starts with: those of its release, share groups too. */
  private static void format(DataFolder folder, Node node) {
    if (folder.clusterId() != null) {
      return;
    }
    try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(node.id())
          .setClusterId(node.clusterId().isEmpty() ? newClusterId() : node.clusterId())
          .setControllerListenerName(BoundSockets.CONTROLLER)
          .addDirectory(folder.path().toString())
          .run();
    } catch (RefusedException e) {
      throw e;
    } catch (Exception e) {
      throw DataFolder.refused(
          "the data folder " + folder.path() + " cannot be formatted: " + e.getMessage(), e);
    }
  }

  /** 22 characters of base64url, as Kafka's own ids are; the last one carries two bits only. */
  private static String newClusterId() {
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    return DataFolder.CLUSTER_PREFIX + Base64.getUrlEncoder().encodeToString(random) + "A";
  }

  /** A wildcard address is reached through the loopback address. */
  String bootstrapServers() {
    String host =
        switch (sockets.host()) {
          case "0.0.0.0", "::", "0:0:0:0:0:0:0:0" -> "127.0.0.1";
          default -> sockets.host();
        };
    return NodeProperties.bracketed(host) + ":" + sockets.port();
  }

  String controllerAddress() {
    return sockets.controllerAddress();
  }

  String clusterId() {
    return shared.clusterId();
  }

  void stop() {
    stopServers();
    sockets.close();
    folder.close();
  }

  private void stopServers() {
    broker.shutdown();
    controller.ifPresent(ControllerServer::shutdown);
    broker.awaitShutdown();
    controller.ifPresent(ControllerServer::awaitShutdown);
  }
}
