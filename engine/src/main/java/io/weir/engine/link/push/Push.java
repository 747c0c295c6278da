package io.weir.engine.link.push;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.stream.Claim;
import io.weir.engine.stream.Claimant;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Ownership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A link that sends a stream to a peer, on one node: claims the link, and delivers while it has it.
 *
 * <p>Standby ↔ Owner: the claim says so<br>
 * both → Stopped: told to stop
 *
 * <p>Thread: the link's loop, but for {@link #start}, {@link #stop} and {@link #status}.
 */
public final class Push implements Claimant {
  /** How long a stop waits for what is in flight to be confirmed. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private static final Duration DRAIN_STEP = Duration.ofMillis(10);
  private static final Duration SHOW_EVERY = Duration.ofMillis(500);
  private static final Refusal NOT_HERE =
      new Refusal(ErrorCode.SHUTTING_DOWN, "this node does not have the link");

  private final PushSettings settings;
  private final PushEdge edge;
  private final Loop loop;
  private final Dialing dialing;
  private final PushCounts counts;
  private @Nullable Delivery delivery;
  private boolean stopped;
  private volatile @Nullable Claim claim;
  private volatile PushStatus status = PushStatus.STANDBY;

  /**
   * @param loop of all sockets of the link
   * @param dialing hands each socket to a new {@link #acceptor}
   */
  public Push(PushSettings settings, PushEdge edge, Loop loop, Dialing dialing) {
    this.settings = settings;
    this.edge = edge;
    this.loop = loop;
    this.dialing = dialing;
    this.counts = PushCounts.of(edge.metrics(), settings);
  }

  /** Claims the link. Once; any thread; returns at once, also if the log is away. */
  public void start() {
    claim = edge.claims().claim(settings.link(), Optional.of(settings.stream()), this);
    loop.execute(this::show);
  }

  /** As of half a second ago at most. Any thread. */
  public PushStatus status() {
    return status;
  }

  /**
   * Takes the next connection.
   *
   * @param onProgress told when the peer has confirmed something, on the loop
   */
  public Acceptor acceptor(Runnable onProgress) {
    return (on, opening) -> accept(opening, onProgress);
  }

  private void accept(Opening opening, Runnable onProgress) {
    Delivery to = delivery;
    if (to == null || stopped) {
      opening.refuse(NOT_HERE);
      return;
    }
    PushSession session =
        new PushSession(
            settings,
            counts,
            new PushSession.Owner() {
              @Override
              public void onProgress() {
                onProgress.run();
              }

              @Override
              public void onOver(PushSession closed) {
                to.detach(closed);
              }
            });
    Socket socket = opening.open(session);
    if (socket != null) {
      session.onOpened(socket);
      to.attach(session);
    }
  }

  @Override
  public void onOwned(Ownership ownership, Commit last) {
    loop.execute(
        () -> {
          if (!stopped) {
            Delivery begun = new Delivery(settings, edge, loop, ownership, last);
            delivery = begun;
            begun.begin();
            dialing.start();
          }
        });
  }

  @Override
  public void onRefused(Refusal refusal) {
    loop.execute(
        () -> {
          if (delivery == null) {
            status = PushStatus.standby(Optional.of(refusal.message()));
          }
        });
  }

  @Override
  public void onCommitted(Commit commit) {
    loop.execute(
        () -> {
          if (delivery != null) {
            delivery.onCommitted(commit);
          }
        });
  }

  @Override
  public void onLost() {
    loop.execute(
        () -> {
          var _ = end();
        });
  }

  /** Completes when there is no socket any more. */
  private CompletableFuture<@Nullable Void> end() {
    Delivery ended = delivery;
    delivery = null;
    status = PushStatus.STANDBY;
    if (ended != null) {
      ended.end();
    }
    return dialing.stop();
  }

  private void show() {
    if (!stopped) {
      status = delivery == null ? PushStatus.STANDBY : delivery.status();
      loop.after(SHOW_EVERY, this::show);
    }
  }

  /**
   * Reads no further, waits a moment for what is in flight, commits, ends the socket, and leaves
   * the link to another node. Any thread; completes on the loop.
   */
  public CompletableFuture<@Nullable Void> stop() {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          stopped = true;
          if (delivery != null) {
            delivery.pause();
          }
          drain(loop.nowNanos() + DRAIN.toNanos(), done);
        });
    return done;
  }

  private void drain(long deadlineNanos, CompletableFuture<@Nullable Void> done) {
    if (delivery != null && delivery.hasInFlight() && loop.nowNanos() < deadlineNanos) {
      loop.after(DRAIN_STEP, () -> drain(deadlineNanos, done));
      return;
    }
    var _ = end().thenRun(() -> leave(done));
  }

  private void leave(CompletableFuture<@Nullable Void> done) {
    Claim left = claim;
    if (left != null) {
      left.leave();
    }
    done.complete(null);
  }
}
