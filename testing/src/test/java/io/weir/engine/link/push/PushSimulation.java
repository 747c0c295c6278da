package io.weir.engine.link.push;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.MemoryGroups;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes, one link, one peer, and faults in any order: connections that end, stalls, pongs and
 * replies that come late, in another order, or never, links that are taken over, nodes that are
 * killed or stand still. Thread: the test's.
 */
final class PushSimulation {
  private static final Stream ALERTS = new Stream("alerts", "alerts", Format.JSON, false, true);
  private static final Stream DEAD = new Stream("dead", "dead", Format.BYTES, false, false);
  private static final int IN_FLIGHT = 40;
  private static final int PARTITIONS = 2;

  private final Random random;
  private final MemoryLog log = new MemoryLog(1);
  private final MemoryGroups groups = new MemoryGroups(log);
  private final PushSettings settings;
  private final PeerHistory history;
  private final List<PushNode> nodes = new ArrayList<>();
  private final List<PushNode> standing = new ArrayList<>();

  /** What each connection's peer has received and not replied to. */
  private final Map<SimulatedPeer, Deque<LogRecord>> unanswered = new HashMap<>();

  private long produced;

  PushSimulation(long seed) {
    random = new Random(seed);
    Confirm confirm = confirm((int) (seed % 5));
    settings =
        new PushSettings(
            "link",
            ALERTS,
            KeyFilter.ALL,
            FrameKind.VALUE,
            new Start.Earliest(),
            confirm,
            IN_FLIGHT,
            PushSettings.IN_FLIGHT_BYTES,
            Duration.ofSeconds(20));
    history = new PeerHistory(confirm instanceof Confirm.Ack ack && ack.reject().isPresent());
    log.createTopic("alerts", PARTITIONS);
    nodes.add(node());
    nodes.add(node());
  }

  private static Confirm confirm(int kind) {
    Optional<JsonPointer> id = Optional.of(JsonPointer.parse("/id"));
    Confirm.Reject reject = new Confirm.Reject(reply -> text(reply).contains("no"), 2, DEAD);
    return switch (kind) {
      case 0 -> new Confirm.Pong();
      case 1 -> new Confirm.Written();
      case 2 -> new Confirm.Ack(PushSimulation::isOk, Optional.empty(), false, Optional.empty());
      case 3 -> new Confirm.Ack(PushSimulation::isOk, id, false, Optional.empty());
      default -> new Confirm.Ack(PushSimulation::isOk, id, false, Optional.of(reject));
    };
  }

  private static boolean isOk(byte[] reply) {
    return text(reply).contains("ok");
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private PushNode node() {
    return new PushNode(log, groups, settings, this::onFrame);
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      check();
    }
    heal();
  }

  private void step() {
    PushNode node = nodes.get(random.nextInt(nodes.size()));
    switch (random.nextInt(16)) {
      case 0, 1 -> produce(random.nextInt(30));
      case 2, 3, 4 -> stepIfAwake(node);
      case 5 -> connect(node);
      case 6, 7 -> ifConnected(node, () -> node.peer().read(1 + random.nextInt(4)));
      case 8, 9 -> ifConnected(node, () -> pong(node));
      case 10, 11 -> ifConnected(node, () -> reply(node));
      case 12 -> nodes.forEach(each -> advance(each, Duration.ofMillis(random.nextInt(400))));
      case 13 -> ifConnected(node, () -> disconnect(node));
      case 14 -> fault(node);
      default -> nodes.forEach(this::stepIfAwake);
    }
  }

  private void fault(PushNode node) {
    switch (random.nextInt(8)) {
      case 0 -> replace(node);
      case 1 -> node.claims.expire();
      case 2 -> standing.add(node);
      case 3, 4 -> standing.remove(node);
      case 5 -> ifConnected(node, () -> node.peer().forgetPongs());
      case 6 ->
          ifConnected(node, () -> node.loop.run(() -> node.peer().closeAhead(CloseReason.NORMAL)));
      default -> nodes.forEach(each -> advance(each, Duration.ofSeconds(15)));
    }
  }

  private void produce(int count) {
    for (int i = 0; i < count; i++) {
      String key = random.nextInt(10) == 0 ? null : "k" + random.nextInt(6);
      int partition = key == null ? random.nextInt(PARTITIONS) : key.charAt(1) % PARTITIONS;
      history.onProduced(
          log.append("alerts", partition, MemoryRecord.of(key, Long.toString(produced))));
      produced++;
    }
  }

  private void stepIfAwake(PushNode node) {
    if (!standing.contains(node)) {
      node.step();
    }
  }

  private void advance(PushNode node, Duration time) {
    if (!standing.contains(node)) {
      node.loop.advance(time);
    }
  }

  private void connect(PushNode node) {
    if (node.owns() && !node.isConnected() && !standing.contains(node)) {
      node.connect();
      history.onConnected(node.peer(), System.identityHashCode(node) + "/" + node.timesOwned);
    }
  }

  private static void ifConnected(PushNode node, Runnable action) {
    if (node.isConnected()) {
      action.run();
    }
  }

  private void disconnect(PushNode node) {
    node.peer().end();
    node.loop.run();
  }

  /** It dies without a word, and another one starts. */
  private void replace(PushNode node) {
    node.kill();
    standing.remove(node);
    nodes.remove(node);
    nodes.add(node());
  }

  private void pong(PushNode node) {
    int frames = node.peer().pong();
    if (settings.confirm() instanceof Confirm.Pong && frames >= 0) {
      history.onConfirmed(node.peer(), frames);
      if (!standing.contains(node) && node.peer().isOpen()) {
        node.loop.run();
        history.onHeard(node.peer(), frames);
      }
    }
  }

  /** In order, or any one where replies say for which. */
  private void reply(PushNode node) {
    Deque<LogRecord> waiting = unanswered(node.peer());
    if (!(settings.confirm() instanceof Confirm.Ack ack) || !node.peer().isOpen()) {
      return;
    }
    for (int count = random.nextInt(10); count > 0 && !waiting.isEmpty(); count--) {
      boolean rejects = ack.reject().isPresent() && random.nextInt(5) == 0;
      boolean last = ack.id().isPresent() && random.nextBoolean();
      LogRecord record = last ? waiting.removeLast() : waiting.remove();
      if (!rejects) {
        history.onAccepted(record);
      }
      node.peer()
          .reply(
              "{\"%s\":1,\"id\":\"%d-%d\"}"
                  .formatted(rejects ? "no" : "ok", record.partition(), record.offset()));
    }
    if (!standing.contains(node)) {
      node.loop.run();
    }
  }

  private Deque<LogRecord> unanswered(SimulatedPeer peer) {
    return unanswered.computeIfAbsent(peer, p -> new ArrayDeque<>());
  }

  private void onFrame(SimulatedPeer peer, WireFrame frame) {
    LogRecord record = history.onReceived(peer, Long.parseLong(frame.text()));
    unanswered(peer).add(record);
    if (settings.confirm() instanceof Confirm.Written) {
      history.onAccepted(record);
    }
  }

  private void check() {
    for (PushNode node : nodes) {
      node.deadLetters.forEach(letter -> history.onBuried(Long.parseLong(text(letter.value()))));
      if (node.push.status().inFlight() > IN_FLIGHT) {
        throw new AssertionError(node.push.status().inFlight() + " in flight > " + IN_FLIGHT);
      }
      // At most what may be in flight, and what one read brings beyond it.
      if (node.memory.outstanding() > IN_FLIGHT + 240) {
        throw new AssertionError(node.memory.outstanding() + " buffers are held");
      }
    }
    history.checkCommitted(committed());
  }

  private Positions committed() {
    return groups.committed("link").cursor().positions();
  }

  /** Everybody is well again: everything arrives, and is committed. */
  private void heal() {
    standing.clear();
    for (int i = 0; i < 3_000 && !isDone(); i++) {
      for (PushNode node : List.copyOf(nodes)) {
        node.step();
        connect(node);
        ifConnected(node, () -> answerAll(node));
        node.loop.advance(Duration.ofMillis(100));
        check();
      }
    }
    if (!isDone()) {
      throw new AssertionError("committed " + committed() + " of " + ends());
    }
    for (PushNode node : nodes) {
      node.push.stop();
      node.settle(Duration.ofSeconds(3));
      node.memory.assertNoLeaks();
    }
  }

  private void answerAll(PushNode node) {
    node.peer().readAll();
    for (int i = 0; i < 5; i++) {
      pong(node);
      reply(node);
    }
  }

  private boolean isDone() {
    return committed().covers(ends());
  }

  private Positions ends() {
    return Positions.of(
        IntStream.range(0, PARTITIONS).mapToLong(i -> log.end("alerts", i)).toArray());
  }
}
