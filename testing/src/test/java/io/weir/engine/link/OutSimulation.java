package io.weir.engine.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A node whose log, tails, readers, loops and clients take turns as a seed says, with faults among
 * them: it is the same run each time. Thread: the test's.
 */
final class OutSimulation {
  private static final int STREAMS = 3;
  private static final int MAX_SESSIONS = 40;

  private final Random random;
  private final SimulatedNode node;
  private final List<SimulatedTopic> topics;
  private final List<SimulatedClient> clients = new ArrayList<>();

  OutSimulation(long seed) {
    this.random = new Random(seed);
    this.node = new SimulatedNode(settings(), 20 + random.nextInt(100));
    this.topics =
        IntStream.range(0, STREAMS)
            .mapToObj(i -> new SimulatedTopic(node.log, "s" + i, 1 + random.nextInt(3)))
            .toList();
  }

  private OutSettings settings() {
    return new OutSettings(
        4_096,
        random.nextBoolean() ? 1 << 20 : 6_000,
        8_192,
        512,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        1 + random.nextInt(2),
        random.nextBoolean() ? 100 : 10,
        1_000);
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      observe();
    }
    clients.forEach(SimulatedClient::check);
    int rounds = Math.max(30, steps / 10);
    checkThatNobodyIsBlocked(rounds);
    liftFaults(rounds);
    checkThatNothingIsLeft();
  }

  private void observe() {
    clients.forEach(SimulatedClient::observe);
    node.checkBounds(clients, topics);
  }

  private void step() {
    int die = random.nextInt(100);
    if (die < 20) {
      produce(any(topics));
    } else if (die < 40) {
      node.step(any(node.log.tails()));
    } else if (die < 50) {
      stepReaders();
    } else if (die < 75) {
      node.moveLoop(random.nextInt(SimulatedNode.LOOPS), 1 + random.nextInt(5));
    } else if (die < 83) {
      connect();
    } else if (die < 95) {
      disturbAClient();
    } else if (die < 98) {
      disturbTheNode();
    } else {
      disturbATopic(any(topics));
    }
  }

  private void produce(SimulatedTopic topic) {
    int partition = random.nextInt(topic.partitions());
    int bytes = random.nextInt(50) == 0 ? 3_000 : random.nextInt(60);
    for (int i = random.nextInt(30); i >= 0; i--) {
      topic.append(partition, random.nextInt(5) == 0 ? null : "k" + random.nextInt(40), bytes);
    }
  }

  private void stepReaders() {
    if (!node.log.readers().isEmpty()) {
      node.step(any(node.log.readers()));
    }
  }

  private void connect() {
    if (clients.stream().filter(SimulatedClient::isOpen).count() < MAX_SESSIONS) {
      SimulatedTopic topic = any(topics);
      int loop = random.nextInt(SimulatedNode.LOOPS);
      Wish wish = Wish.any(random, topic);
      clients.add(new SimulatedClient(node, topic, loop, wish, clients.size()));
    }
  }

  private void disturbAClient() {
    if (clients.isEmpty()) {
      return;
    }
    SimulatedClient client = any(clients);
    switch (random.nextInt(10)) {
      case 0 -> client.disconnect();
      case 1, 2 -> client.pause();
      case 3, 4, 5 -> client.read(random.nextInt(3_000));
      case 6, 7 -> client.reconnect(random.nextInt(SimulatedNode.LOOPS));
      default -> client.resume();
    }
  }

  private void disturbTheNode() {
    switch (random.nextInt(9)) {
      case 0 -> node.log.setAway(true);
      case 1, 2 -> node.log.setAway(false);
      case 3 -> stall(random.nextInt(SimulatedNode.LOOPS));
      case 4 -> node.stall(random.nextInt(SimulatedNode.LOOPS), false);
      default -> node.advance(Duration.ofMillis(random.nextInt(2_000)));
    }
  }

  private void disturbATopic(SimulatedTopic topic) {
    int partition = random.nextInt(topic.partitions());
    switch (random.nextInt(12)) {
      case 0 -> topic.recreate(1 + random.nextInt(3));
      case 1 -> topic.grow();
      case 2, 3 -> topic.beginTransaction(partition);
      case 4, 5 -> topic.endTransaction(partition, random.nextBoolean());
      case 6, 7 -> topic.retain(partition, random.nextDouble());
      case 8, 9 -> topic.truncate(partition, random.nextDouble());
      default -> topic.compact(partition, random.nextDouble());
    }
  }

  private void stall(int loop) {
    node.stall(loop, true);
    clients.stream().filter(client -> client.loop() == loop).forEach(SimulatedClient::onHeldUp);
  }

  /** Lets everything move that can while the faults stay: who is not blocked has everything. */
  private void checkThatNobodyIsBlocked(int rounds) {
    node.log.setAway(false);
    topics.forEach(SimulatedTopic::endTransactions);
    settle(rounds);
    clients.stream()
        .filter(client -> !client.paused && !node.isStalled(client.loop()))
        .forEach(SimulatedClient::checkComplete);
    node.checkMemory(clients);
  }

  private void liftFaults(int rounds) {
    clients.forEach(SimulatedClient::resume);
    IntStream.range(0, SimulatedNode.LOOPS).forEach(loop -> node.stall(loop, false));
    settle(rounds);
    clients.forEach(SimulatedClient::check);
    clients.forEach(SimulatedClient::checkComplete);
  }

  /** The longer the logs, the longer it takes to read them again. */
  private void settle(int rounds) {
    for (int i = 0; i < rounds; i++) {
      node.settle();
      observe();
    }
  }

  private void checkThatNothingIsLeft() {
    clients.forEach(SimulatedClient::checkAnswered);
    clients.forEach(SimulatedClient::disconnect);
    settle(60);
    node.checkThatNothingIsLeft();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
