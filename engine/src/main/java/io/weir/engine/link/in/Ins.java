package io.weir.engine.link.in;

import io.weir.engine.link.Session;
import io.weir.engine.link.Sessions;
import io.weir.engine.listener.Body;
import io.weir.engine.listener.Exchange;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Socket;
import io.weir.engine.stream.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The way in of a node: what sessions on all loops take in goes to one writer. Any thread. */
public final class Ins {
  private final FrameMemory memory;
  private final List<Intake> intakes;

  public Ins(
      Writer writer,
      FrameMemory memory,
      List<? extends Loop> loops,
      InSettings settings,
      Metrics metrics) {
    this.memory = memory;
    this.intakes =
        loops.stream()
            .map(loop -> new Intake(loop, loops.size(), writer, settings, metrics))
            .toList();
  }

  /** What turns a handshake into a session that takes in. */
  public Acceptor publish(Publication publication) {
    return alone(publication, null);
  }

  /**
   * The same for a peer that is told nothing.
   *
   * @param settled told on the loop, in their order, how many messages of the session are done
   *     with: written, or refused for good
   */
  public Acceptor tap(Publication publication, LongConsumer settled) {
    return alone(publication, settled);
  }

  private Acceptor alone(Publication publication, @Nullable LongConsumer settled) {
    return (loop, opening) -> {
      InSession session = new InSession(publication, memory, intake(loop), false, true, settled);
      Socket socket = opening.open(session);
      if (socket == null) {
        session.onClosed();
      } else {
        session.onOpened(socket, opening.opener());
      }
    };
  }

  /**
   * What turns a handshake into two sessions on one socket: the one that the acceptor makes of it,
   * and one that takes in.
   *
   * @param marked whether what the peer is told stands among values
   */
  public Acceptor beside(Publication publication, boolean marked, Acceptor out) {
    return (loop, opening) -> {
      InSession in = new InSession(publication, memory, intake(loop), marked, false, null);
      out.accept(loop, new DuplexOpening(opening, in));
    };
  }

  /**
   * What takes the body of a request.
   *
   * @param lines whether each line of it is a record
   * @return empty: too much of what others have sent is not acknowledged
   */
  public Optional<Body> post(
      Publication publication, boolean lines, int maxRecordBytes, Exchange exchange) {
    Intake intake = intake(exchange.loop());
    return intake.isFull()
        ? Optional.empty()
        : Optional.of(new Post(publication, exchange, intake, lines, maxRecordBytes));
  }

  /** The sessions that are open with clients. */
  public Sessions sessions() {
    return new Sessions(intakes);
  }

  /**
   * A session of its owner's is open that writes by {@link #sender}. Thread: the loop.
   *
   * @return what is to be run when it has ended
   */
  public Runnable enter(Loop loop, Session session) {
    Intake intake = intake(loop);
    long number = intake.enter(session);
    return () -> intake.leave(number);
  }

  /** A sender on a line of its owner's, which hands over records that are made already. */
  public Sender sender(Loop loop, Line line, Acks acks, OnFull onFull) {
    return new Sender(intake(loop), line, acks, onFull);
  }

  /**
   * Reads nothing more from anybody, and waits until what was taken in is acknowledged, so that the
   * peers can still be told; but not longer than this.
   */
  public void finish(Duration patience) throws InterruptedException {
    CompletableFuture<?>[] parts =
        intakes.stream().map(Ins::finish).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(parts).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return; // the rest is the writer's to finish
    }
  }

  private static CompletableFuture<@Nullable Void> finish(Intake intake) {
    return CompletableFuture.supplyAsync(intake::finish, intake.loop()).thenCompose(done -> done);
  }

  private Intake intake(Loop loop) {
    for (Intake intake : intakes) {
      if (intake.loop().equals(loop)) {
        return intake;
      }
    }
    throw new IllegalArgumentException("not a loop of this node: " + loop);
  }
}
