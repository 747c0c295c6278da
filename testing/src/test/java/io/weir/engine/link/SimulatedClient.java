package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Slow;
import io.weir.testing.invariant.Invariant;
import io.weir.testing.invariant.LatestArrives;
import io.weir.testing.invariant.NobodyBlocked;
import io.weir.testing.invariant.NothingLost;
import io.weir.testing.invariant.PartitionOrder;
import io.weir.testing.invariant.SessionHistory;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.MemorySocket;
import io.weir.testing.socket.WireFrame;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client of a simulation, and what it has seen: over one connection, or over several, each of
 * which goes on at the last cursor that it was told. Thread: the simulation's.
 */
final class SimulatedClient {
  final Wish wish;
  boolean paused;

  private final String name;
  private final SimulatedNode node;
  private final SimulatedTopic topic;

  private MemoryPeer peer;
  private int loop;
  private boolean gone;
  private boolean everHeldUp;
  private int framesSeen;

  private @Nullable SessionHistory history;
  private SimulatedTopic.@Nullable Life openedIn;
  private SimulatedTopic.@Nullable Life receivedFrom;

  /** Whether it is known of which topic the session is, if it got no record. */
  private boolean certain;

  private @Nullable Cursor cursor;

  SimulatedClient(SimulatedNode node, SimulatedTopic topic, int loop, Wish wish, int number) {
    this.node = node;
    this.topic = topic;
    this.wish = wish;
    this.name = "client " + number + " of " + topic + " " + wish;
    this.loop = loop;
    this.peer = connect(wish);
  }

  private MemoryPeer connect(Wish with) {
    everHeldUp |= node.isStalled(loop);
    MemoryPeer next =
        MemoryPeer.connect(
                node.loop(loop),
                node.outs.subscribe(with.of(topic.stream())),
                SimulatedNode.KERNEL_BYTES)
            .polite();
    return wish.form().wire() == Wire.DEFLATED ? next.takingCompressed() : next;
  }

  int loop() {
    return loop;
  }

  boolean isOpen() {
    return socket().isPresent() && !gone && !peer.ended() && peer.close().isEmpty();
  }

  Optional<MemorySocket> socket() {
    return peer.opening().socket();
  }

  long unsentBytes() {
    return socket().map(MemorySocket::unsentBytes).orElse(0L);
  }

  void onHeldUp() {
    everHeldUp = true;
  }

  void pause() {
    paused = true;
    everHeldUp = true;
    peer.pause();
  }

  void resume() {
    paused = false;
    peer.resume();
  }

  void read(int maxBytes) {
    peer.read(maxBytes);
  }

  void disconnect() {
    gone = true;
    peer.disconnect();
  }

  /**
   * Comes back to another loop and goes on where it stands, if it knows that; to records that may
   * have come since then, it pays no heed. Who may miss records gets some again, so he stays away.
   */
  void reconnect(int toLoop) {
    observe();
    if (history == null || cursor == null || wish.mayMiss() || receivedFrom != openedIn) {
      disconnect();
      return;
    }
    peer.disconnect();
    history.rollBack();
    gone = false;
    paused = false;
    framesSeen = 0;
    loop = toLoop;
    peer = connect(wish.resuming(cursor));
  }

  /** Looks at what has come since the last time. */
  void observe() {
    if (history == null && socket().isPresent()) {
      onOpen();
    }
    for (; framesSeen < peer.frames().size(); framesSeen++) {
      WireFrame frame = peer.frames().get(framesSeen);
      if (history != null && frame.opcode() == WireFrame.TEXT) {
        onFrame(history, SimulatedFrame.of(frame.text()));
      }
    }
  }

  private void onOpen() {
    openedIn = topic.life();
    certain = !topic.wasRecreated(); // or else it may be of the one before, and be ended for that
    history = new SessionHistory(name, wish::wants, topic.promise(wish.from()));
    if (wish.notices().onGap() == Notices.OnGap.COUNT) {
      history.isNotTold();
    }
    if (wish.from() instanceof From.Resume(Cursor at)) {
      openedIn = topic.lifeOf(at.topic());
      history.beginExactly(at.positions());
      cursor = at;
      certain = true;
    }
  }

  private void onFrame(SessionHistory of, SimulatedFrame frame) {
    switch (frame) {
      case SimulatedFrame.OfRecord(long number, Optional<Cursor> at) -> {
        onRecord(of, number);
        at.ifPresent(now -> onCursor(of, now));
      }
      case SimulatedFrame.OfGap(Gap gap) -> onGap(of, gap);
      case SimulatedFrame.OfCursor(Cursor at, boolean hello) -> {
        if (hello && cursor == null) {
          onHello(of, at);
        }
        onCursor(of, at);
      }
    }
  }

  private void onRecord(SessionHistory of, long number) {
    SimulatedTopic.Life life = topic.lifeOf(number);
    if (receivedFrom != null && receivedFrom != life) {
      throw new AssertionError(name + " got records of two topics");
    }
    receivedFrom = life;
    of.onReceived(topic.record(number));
  }

  private void onGap(SessionHistory of, Gap gap) {
    if (wish.notices().onGap() != Notices.OnGap.TELL) {
      throw new AssertionError(name + " did not want to be told of " + gap);
    }
    of.onGap(gap);
  }

  private void onHello(SessionHistory of, Cursor at) {
    SimulatedTopic.Life life = topic.lifeOf(at.topic());
    Positions promised = of.promised();
    for (int i = 0; life == openedIn && i < promised.count(); i++) {
      boolean sameCourse = at.positions().epoch(i) == promised.epoch(i);
      if (sameCourse && at.positions().next(i) > promised.next(i)) {
        throw new AssertionError(name + " begins at " + at.positions() + " and not at " + promised);
      }
    }
    openedIn = life;
    of.beginExactly(at.positions());
  }

  private void onCursor(SessionHistory of, Cursor at) {
    if (openedIn != null && !at.topic().equals(openedIn.id())) {
      return; // the topic was another one when the session was opened
    }
    cursor = at;
    certain = true;
    topic.cursors().add(at);
    of.mark();
  }

  /** What holds at every moment. */
  void check() {
    if (history != null && openedIn != null && isOfOneLife()) {
      Invariant invariant = wish.mayMiss() ? inOrder() : new NothingLost();
      invariant.check(history, openedIn.history());
    }
    checkRefusal();
    checkClose(OutNode.closeCode(peer));
  }

  private Invariant inOrder() {
    return wish.conflates() ? (session, log) -> {} : new PartitionOrder();
  }

  /** Not so if the topic was created anew while the session was on its way. */
  private boolean isOfOneLife() {
    return receivedFrom == null ? certain : receivedFrom == openedIn;
  }

  private void checkRefusal() {
    peer.opening()
        .refusal()
        .map(Refusal::code)
        .filter(code -> code != ErrorCode.KAFKA_UNAVAILABLE && code != ErrorCode.STREAM_RECREATED)
        .ifPresent(
            code -> {
              throw new AssertionError(name + " was refused: " + code);
            });
  }

  private void checkClose(int code) {
    boolean allowed =
        switch (code) {
          case 0 -> true;
          case 4250 -> (everHeldUp && wish.pace().slow() == Slow.DISCONNECT) || wish.conflates();
          case 4502 -> topic.wasRecreated();
          case 4503 -> wish.notices().onGap() == Notices.OnGap.CLOSE;
          default -> false;
        };
    if (!allowed) {
      throw new AssertionError(
          name
              + " was closed: "
              + peer.close().map(WireFrame::closeReason).orElse("")
              + " "
              + code);
    }
  }

  void checkAnswered() {
    if (!peer.opening().answered()) {
      throw new AssertionError("never answered: " + name);
    }
  }

  /** What holds once everything that can move has moved. */
  void checkComplete() {
    if (history == null || openedIn == null || !isOpen()) {
      return;
    }
    if (openedIn != topic.life()) {
      throw new AssertionError(name + " is still open, though its topic is not there any more");
    }
    if (wish.mayMiss() && wish.form().kind() == FrameKind.JSON) {
      return; // the latest record may have no frame
    }
    Invariant invariant =
        wish.mayMiss() ? new LatestArrives(wish.conflates()) : new NobodyBlocked();
    invariant.check(history, openedIn.history());
  }

  @Override
  public String toString() {
    return name;
  }
}
