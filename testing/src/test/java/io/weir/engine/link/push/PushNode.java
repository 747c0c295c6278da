package io.weir.engine.link.push;

import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import io.weir.engine.stream.Writer;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.ManualTail;
import io.weir.testing.stream.MemoryClaims;
import io.weir.testing.stream.MemoryGroups;
import io.weir.testing.stream.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A node with one link that sends, stepped by hand. Thread: the test's. */
final class PushNode implements Dialing, Log, Writer {
  final ManualLoop loop = new ManualLoop();
  final HeapFrameMemory memory = new HeapFrameMemory();
  final Metrics metrics = new Metrics();
  final MemoryClaims claims;
  final Push push;
  final List<Entry> deadLetters = new ArrayList<>();
  private final MemoryLog log;
  private final List<ManualTail> readers = new ArrayList<>();
  private final BiConsumer<SimulatedPeer, WireFrame> onFrame;
  private boolean dialing;
  private CompletableFuture<@Nullable Void> farewell = CompletableFuture.completedFuture(null);
  boolean closesSlowly;
  @Nullable SimulatedPeer peer;
  int progress;
  int timesOwned;

  PushNode(
      MemoryLog log,
      MemoryGroups groups,
      PushSettings settings,
      BiConsumer<SimulatedPeer, WireFrame> onFrame) {
    this.log = log;
    this.onFrame = onFrame;
    claims = new MemoryClaims(groups);
    push = new Push(settings, new PushEdge(this, claims, this, memory, metrics), loop, this);
    push.start();
  }

  boolean owns() {
    return dialing;
  }

  /** A peer that answers is connected to, unless one is. */
  void connect() {
    if (dialing && (peer == null || peer.isEnded())) {
      SimulatedPeer connected = new SimulatedPeer(loop, onFrame);
      peer = connected;
      loop.run(() -> push.acceptor(() -> progress++).accept(loop, connected));
    }
  }

  /** The present connection. */
  SimulatedPeer peer() {
    if (peer == null) {
      throw new IllegalStateException("not connected");
    }
    return peer;
  }

  boolean isConnected() {
    return peer != null && !peer.isEnded();
  }

  /** Claims, loop and readers do what waits. */
  void step() {
    claims.step();
    loop.run();
    for (ManualTail reader : List.copyOf(readers)) {
      reader.step(loop.nowNanos());
    }
    loop.run();
    if (peer != null && peer.closing() != null) {
      peer.end();
      loop.run();
    }
  }

  /** Steps until all is quiet, and time passes. */
  void settle(Duration time) {
    for (int i = 0; i < 10; i++) {
      step();
      loop.advance(time.dividedBy(10));
    }
    step();
  }

  /** As kill -9. */
  void kill() {
    claims.expire();
    readers.forEach(ManualTail::stop);
    if (peer != null) {
      peer.end();
    }
  }

  int readers() {
    return (int) readers.stream().filter(log.readers()::contains).count();
  }

  @Override
  public void start() {
    dialing = true;
    timesOwned++;
  }

  @Override
  public CompletableFuture<@Nullable Void> stop() {
    dialing = false;
    if (peer != null && !closesSlowly) {
      peer.end();
    }
    farewell = new CompletableFuture<>();
    if (!closesSlowly) {
      farewell.complete(null);
    }
    return farewell;
  }

  /** The socket of {@link #closesSlowly} has ended. */
  void endSocket() {
    peer().end();
    loop.run(() -> farewell.complete(null));
  }

  @Override
  public Tail tail(Stream stream) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Reader reader(Stream stream) {
    ManualTail reader = log.reader(stream);
    reader.setMaxRecords(120);
    readers.add(reader);
    return reader;
  }

  @Override
  public CompletionStage<Located> locate(Stream stream, Start start) {
    return log.locate(stream, start);
  }

  @Override
  public void write(List<? extends Entry> entries) {
    deadLetters.addAll(entries);
    entries.forEach(entry -> entry.onWritten(0, deadLetters.size()));
  }
}
