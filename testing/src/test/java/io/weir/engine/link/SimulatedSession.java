package io.weir.engine.link;

import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.LogRecord;
import io.weir.testing.invariant.Invariant;
import io.weir.testing.invariant.NobodyBlocked;
import io.weir.testing.invariant.NothingLost;
import io.weir.testing.invariant.PartitionOrder;
import io.weir.testing.invariant.SessionHistory;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client of a simulation, and what it has seen. Thread: the simulation's. */
final class SimulatedSession {
  private static final Pattern NUMBER = Pattern.compile("\\{\\\\?\"n\\\\?\":(\\d+)");
  private static final List<Invariant> ALWAYS = List.of(new PartitionOrder(), new NothingLost());

  final int loop;
  final MemoryPeer peer;
  boolean paused;
  boolean gone;

  /** Whether its peer or its loop has ever been held up, so that it may be closed as slow. */
  boolean everHeldUp;

  private final String name;
  private final SimulatedTopic topic;
  private final FrameKind kind;
  private final List<String> patterns;

  private @Nullable SessionHistory history;
  private SimulatedTopic.@Nullable Life openedIn;
  private SimulatedTopic.@Nullable Life receivedFrom;
  private int framesSeen;

  SimulatedSession(
      OutSimulation world, SimulatedTopic topic, int loop, FrameForm form, List<String> patterns) {
    this.topic = topic;
    this.loop = loop;
    this.kind = form.kind();
    this.patterns = patterns;
    Subscription subscription =
        new Subscription(
            topic.stream(), KeyFilter.of(patterns), kind, Labels.of("listener", "simulated"));
    this.peer =
        MemoryPeer.connect(
                world.loops.get(loop), world.outs.subscribe(subscription), OutSimulation.KERNEL)
            .polite();
    if (form.wire() == Wire.DEFLATED) {
      peer.takingCompressed();
    }
    this.name = "session " + world.sessionsEver() + " " + form + patterns + " of " + topic;
  }

  boolean isOpen() {
    return history != null && !gone && !peer.ended() && peer.close().isEmpty();
  }

  long unsentBytes() {
    return peer.opening().socket().map(socket -> socket.unsentBytes()).orElse(0L);
  }

  private boolean wants(LogRecord record) {
    if (kind == FrameKind.JSON && !SimulatedTopic.isJson(record)) {
      return false;
    }
    if (patterns.isEmpty()) {
      return true;
    }
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    return key != null
        && patterns.stream()
            .anyMatch(
                p ->
                    p.endsWith("*")
                        ? key.startsWith(p.substring(0, p.length() - 1))
                        : key.equals(p));
  }

  /** Looks at what has come since the last time. */
  void observe() {
    if (history == null && peer.opening().socket().isPresent()) {
      openedIn = topic.life();
      history = new SessionHistory(name, this::wants, topic.ends());
    }
    for (; framesSeen < peer.frames().size(); framesSeen++) {
      WireFrame frame = peer.frames().get(framesSeen);
      if (history != null && frame.opcode() == WireFrame.TEXT) {
        onRecord(history, frame.text());
      }
    }
  }

  private void onRecord(SessionHistory of, String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.find()) {
      throw new AssertionError(name + " got " + text);
    }
    SimulatedTopic.Life life = topic.lifeOf(Long.parseLong(number.group(1)));
    LogRecord record = topic.record(Long.parseLong(number.group(1)));
    if (receivedFrom != null && receivedFrom != life) {
      throw new AssertionError(name + " got records of two topics");
    }
    receivedFrom = life;
    of.onReceived(record.partition(), record.offset());
  }

  /** What holds at every moment. */
  void check() {
    if (history != null && receivedFrom != null && receivedFrom == openedIn) {
      for (Invariant invariant : ALWAYS) {
        invariant.check(history, receivedFrom.history());
      }
    }
    if (OutNode.closeCode(peer) == 1011) {
      throw new AssertionError(name + " was closed because of a fault of ours");
    }
    if (!everHeldUp && OutNode.closeCode(peer) == 4250) {
      throw new AssertionError(name + " was closed as slow and never held up");
    }
  }

  /** What holds once everything that can move has moved. */
  void checkComplete() {
    if (history != null && isOpen()) {
      new NobodyBlocked().check(history, topic.life().history());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
