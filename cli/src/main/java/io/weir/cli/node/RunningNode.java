package io.weir.cli.node;

import io.weir.cli.Termination;
import io.weir.engine.config.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one node of a process, from its start until a signal ends both; a second one is impatient.
 * Thread: the command's.
 */
public final class RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

  private final Node node;

  private RunningNode(Node node) {
    this.node = node;
  }

  /**
   * Returns once every address is bound; a signal stops the node.
   *
   * @param readyFile is written once Kafka has answered, too
   * @throws io.weir.engine.error.RefusedException if the environment cannot be used
   */
  public static RunningNode start(Settings settings, Optional<Path> readyFile) {
    readyFile.ifPresent(ReadyFile::prepare);
    Node node = new Node(settings);
    Termination.onSignal(
        () -> {
          node.retire();
          node.stop();
        },
        node::hurry);
    node.start();
    Addresses addresses = node.addresses();
    LOG.info("event=started admin={} kafka={}", addresses.admin(), addresses.kafka());
    readyFile.ifPresent(
        file ->
            node.kafkaAnswered()
                .thenRun(() -> ReadyFile.write(file, addresses))
                .exceptionally(RunningNode::onUnwritten));
    return new RunningNode(node);
  }

  private static Void onUnwritten(Throwable failure) {
    LOG.error("event=ready_file_failed reason=\"{}\"", String.valueOf(failure.getMessage()));
    return null;
  }

  public Addresses addresses() {
    return node.addresses();
  }

  /** Until a signal ends the process. */
  public void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
