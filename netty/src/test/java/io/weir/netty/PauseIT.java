package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.weir.engine.limit.Rate;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.testing.socket.RecordingHandler;
import io.weir.testing.socket.WireFrame;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets that are not read for a while, and what the listener's limits are to those that are. */
class PauseIT {
  private static final int MESSAGES = 600;
  private static final int MESSAGE_BYTES = 16 << 10;
  private static final long MAX_HELD_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STANDSTILL = Duration.ofMillis(300);

  private final PausingSession session = new PausingSession();

  /** Pauses as soon as it is open, and at the message that it is told to. */
  private static final class PausingSession extends RecordingHandler implements Acceptor {
    private volatile @Nullable Socket socket;
    private volatile int pauseAt;

    @Override
    public void accept(Loop loop, Opening opening) {
      Socket opened = opening.open(this);
      if (opened != null) {
        opened.pause();
      }
      socket = opened;
    }

    @Override
    public void onMessage(boolean text, ByteBuffer payload) {
      super.onMessage(text, payload);
      Socket from = socket;
      if (messages().size() == pauseAt && from != null) {
        from.pause();
      }
    }

    /** Once the handshake is over on our side, too. */
    Socket awaitSocket() {
      await("the socket", () -> socket != null);
      return Objects.requireNonNull(socket);
    }

    void resume() {
      Socket paused = awaitSocket();
      paused.loop().execute(paused::resume);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private TestServer start(Venue venue) {
    TestServer server = new TestServer(1).venue(venue).inbound(new Rate(10, 10));
    server.dialect().put("/taking/session", session);
    return server.start();
  }

  @ParameterizedTest
  @EnumSource(names = {"ECHO", "TLS"})
  void makesTheSenderWaitAndHoldsNothingOfWhatItSends(Venue venue) {
    try (TestServer server = start(venue);
        RawPeer peer = server.open("/taking/session")) {
      long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      AtomicInteger sent = new AtomicInteger();
      Thread.ofVirtual()
          .start(
              () -> {
                for (int i = 0; i < MESSAGES; i++) {
                  peer.send(message(i));
                  sent.incrementAndGet();
                }
              });
      awaitStandstill(sent);
      assertThat(sent).hasValueLessThan(MESSAGES);
      assertThat(session.messages()).isEmpty();
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
          .isLessThan(MAX_HELD_BYTES);

      session.resume();
      await("everything", () -> session.messages().size() == MESSAGES);
      for (int i = 0; i < MESSAGES; i++) {
        assertThat(ByteBuffer.wrap(session.messages().get(i).payload()).getInt()).isEqualTo(i);
      }
    }
  }

  private static WireFrame message(int number) {
    byte[] payload = ByteBuffer.allocate(MESSAGE_BYTES).putInt(number).array();
    return WireFrame.client(WireFrame.BINARY, payload);
  }

  private static void awaitStandstill(AtomicInteger sent) {
    long since = System.nanoTime();
    int last = -1;
    while (last <= 0 || System.nanoTime() - since < STANDSTILL.toNanos()) {
      int now = sent.get();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ECHO", "TLS"})
  void handsOverOneMessageAtATime(Venue venue) {
    try (TestServer server = start(venue);
        RawPeer peer = server.open("/taking/session")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 1; i <= 5; i++) {
        all.writeBytes(WireFrame.clientText("message " + i).encode());
      }
      peer.send(all.toByteArray());
      for (int i = 1; i <= 5; i++) {
        int count = i;
        session.pauseAt = i;
        session.resume();
        await("message " + i, () -> session.messages().size() >= count);
        assertThat(session.messages()).hasSize(count);
      }
      session.resume(); // or a peer on TLS waits for us to end, too
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ECHO", "TLS"})
  void readsOnWhenItIsClosed(Venue venue) {
    try (TestServer server = start(venue);
        RawPeer peer = server.open("/taking/session")) {
      for (int i = 0; i < 20; i++) {
        peer.send(message(i));
      }
      Socket socket = session.awaitSocket();
      socket.loop().execute(() -> socket.close(FakeDialect.CLOSE));
      Script.run(peer, "< close 1008", "> close 1008");
      await("the end", () -> session.closed() == 1);
      assertThat(session.messages()).isEmpty();
    }
  }

  /** A sender that is gone before its messages were looked at has sent them. */
  @ParameterizedTest
  @EnumSource
  void handsOverWhatTheKernelHoldsOfAPeerThatHasGone(Transport transport) {
    TestServer server = new TestServer(1).transport(transport);
    server.dialect().put("/taking/session", session);
    try (server;
        RawPeer peer = server.start().open("/taking/session")) {
      for (int i = 0; i < 20; i++) {
        peer.send(message(i));
      }
      peer.endOutput();
      session.resume();
      await("the end", () -> session.closed() == 1);
      assertThat(session.messages()).hasSize(20);
    }
  }

  /** Of a peer that was read fast before this may be tens of MiB. */
  @ParameterizedTest
  @EnumSource
  void leavesInTheKernelWhatAPeerHasSentThatIsGone(Transport transport) {
    TestServer server = new TestServer(1).transport(transport);
    server.dialect().put("/taking/session", session);
    try (server;
        RawPeer peer = server.start().open("/taking/session")) {
      session.awaitSocket();
      for (int i = 0; i < 3; i++) { // fits into any window
        peer.send(message(i));
      }
      peer.endOutput();
      await("the end of what it sends", () -> KernelQueue.of(server, peer).isEnded());
      long used = cpuNanos();
      awaitStandstill(new AtomicInteger(1));
      assertThat(cpuNanos() - used).isLessThan(STANDSTILL.toNanos() / 3);
      assertThat(KernelQueue.of(server, peer).bytes()).isGreaterThan(3 * MESSAGE_BYTES);
      assertThat(session.messages()).isEmpty();

      session.pauseAt = 2;
      session.resume();
      await("two", () -> session.messages().size() == 2);
      assertThat(session.closed()).isZero();
      session.resume();
      await("the end", () -> session.closed() == 1);
      assertThat(session.messages()).hasSize(3);
    }
  }

  @Test
  void endsWithAConnectionThatIsLostThoughItIsNotRead() {
    try (TestServer server = start(Venue.ECHO)) {
      RawPeer peer = server.open("/taking/session");
      session.awaitSocket();
      for (int i = 0; i < 5; i++) {
        peer.send(message(i));
      }
      peer.reset();
      await("the end", () -> session.closed() == 1);
      assertThat(session.messages()).isEmpty();
    }
  }

  /** Of the loop, so far. */
  private long cpuNanos() {
    Loop loop = session.awaitSocket().loop();
    return CompletableFuture.supplyAsync(
            () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(), loop)
        .join();
  }

  @Test
  void takesLargerMessagesAndMoreOfThemWhereItTakesIn() {
    try (TestServer server = start(Venue.ECHO);
        RawPeer peer = server.open("/taking/session")) {
      session.resume();
      for (int i = 0; i < 100; i++) {
        peer.send(message(i));
      }
      await("more than the rate", () -> session.messages().size() == 100);
      byte[] tooLarge =
          "x".repeat(FakeDialect.MAX_TAKEN_BYTES + 1).getBytes(StandardCharsets.UTF_8);
      peer.send(WireFrame.client(WireFrame.TEXT, tooLarge));
      Script.run(peer, "< close 1009");
    }
  }
}
