package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Socket;
import io.weir.testing.socket.WireFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From one system call a write to a queue and back, byte for byte. */
class WritePathIT {
  private static final int ROUNDS = 400;
  private static final int DELIVERIES = 100;
  private static final int SMALL_RECEIVE_BYTES = 8_192;

  private final Session session = new Session();

  private TestServer start(Transport transport) {
    TestServer server = new TestServer(1).transport(transport);
    server.dialect().put("/session", session);
    return server.start();
  }

  /** Numbered, and of many lengths, so that a lost, doubled or moved byte shows. */
  private static String message(int number) {
    return (number + ":").repeat(1 + number * 7_919 % 4_000);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheOrderWhileTheKernelIsFullAndAfterwards(Transport transport) {
    try (TestServer server = start(transport);
        RawPeer peer = RawPeer.connect(server.address(), SMALL_RECEIVE_BYTES).upgrade("/session")) {
      int count = 0;
      while (count < ROUNDS || session.unsentBytes() == 0) {
        session.write(message(count++));
      }
      expect(peer, 0, count);

      assertThat(session.unsentBytes()).isZero();
      session.write("direct again");
      Script.run(peer, "< text direct again");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheOrderWhileTheReaderIsSlow(Transport transport) {
    try (TestServer server = start(transport);
        RawPeer peer = RawPeer.connect(server.address(), SMALL_RECEIVE_BYTES).upgrade("/session")) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> IntStream.range(0, ROUNDS).forEach(i -> session.write(message(i))));
      expect(peer, 0, ROUNDS);
      writer.join();
    }
  }

  private static void expect(RawPeer peer, int from, int to) {
    for (int i = from; i < to; i++) {
      String text = peer.readFrame().text();
      if (!text.equals(message(i))) {
        throw new AssertionError("not message " + i + " but one of " + text.length() + " bytes");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsManyRunsWithOneFlush(Transport transport) {
    try (TestServer server = start(transport);
        RawPeer peer = server.open("/session")) {
      for (int round = 0; round < 3; round++) {
        session.on(
            socket -> {
              IntStream.range(0, 2_000).forEach(i -> Session.write(socket, "run " + i));
              socket.flush();
              return socket;
            });
        for (int i = 0; i < 2_000; i++) {
          assertThat(peer.readFrame().text()).isEqualTo("run " + i);
        }
      }
    }
  }

  @Test
  void sendsNothingBeforeTheFlush() {
    try (TestServer server = start(Transport.best());
        RawPeer peer = server.open("/session")) {
      long unsent =
          session.on(
              socket -> {
                Session.write(socket, "one");
                Session.write(socket, "two");
                long before = socket.unsentBytes();
                socket.flush();
                return before;
              });
      assertThat(unsent).isPositive();
      Script.run(peer, "< text one", "< text two");
      assertThat(session.unsentBytes()).isZero();
    }
  }

  /** What waits is bounded in bytes, which says nothing if each of them holds a thousand others. */
  @ParameterizedTest
  @EnumSource
  void doesNotHoldABatchForAFewBytesOfIt(Transport transport) {
    try (TestServer server = start(transport);
        RawPeer peer = RawPeer.connect(server.address(), SMALL_RECEIVE_BYTES).upgrade("/session")) {
      session.write("x".repeat(4 << 20));
      for (int i = 0; i < 100; i++) {
        assertThat(writeOneOfABatch("rare " + i)).as("the count of batch %d", i).isZero();
      }
      Script.run(peer, "< text x*4194304");
      for (int i = 0; i < 100; i++) {
        assertThat(peer.readFrame().text()).isEqualTo("rare " + i);
      }
    }
  }

  /** Writes one short frame out of a large batch; returns who else holds the batch afterwards. */
  private int writeOneOfABatch(String text) {
    byte[] frame = new WireFrame(0x81, false, text.getBytes(StandardCharsets.UTF_8)).encode();
    ByteBuf memory = PooledByteBufAllocator.DEFAULT.directBuffer(1 << 16, 1 << 16);
    memory.setBytes(1_000, frame);
    return session.on(
        socket -> {
          FrameBuffer batch = new NettyFrameBuffer(memory);
          socket.write(batch, 1_000, 1_000 + frame.length);
          socket.flush();
          batch.release();
          return memory.refCnt();
        });
  }

  @Test
  void answersPingsBetweenMessagesOnly() throws IOException {
    try (TestServer server = start(Transport.best());
        RawPeer peer = RawPeer.connect(server.address(), SMALL_RECEIVE_BYTES).upgrade("/session")) {
      session.write("x".repeat(4 << 20));
      Script.run(peer, "> ping 1", "> ping 2", "> ping 3");
      peer.send(WireFrame.clientText("heard"));
      while (session.messages().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(session.unsentBytes()).isLessThan(5 << 20);
      Script.run(peer, "< text x*4194304", "< pong 3");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Test
  void doesNotKeepThePongsOfAPeerThatDoesNotRead() {
    try (TestServer server = start(Transport.best());
        RawPeer peer = RawPeer.connect(server.address(), SMALL_RECEIVE_BYTES).upgrade("/session")) {
      session.write("x".repeat(1 << 20));
      long before = session.unsentBytes();
      for (int i = 0; i < 20_000; i++) {
        Script.run(peer, "> ping x*125");
      }
      Script.run(peer, "> text heard");
      while (session.messages().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(session.unsentBytes()).isLessThanOrEqualTo(before);
    }
  }

  /** The kernel gives its descriptor to the next connection. */
  @Test
  void writesNothingToAConnectionThatIsGone() {
    try (TestServer server = start(Transport.best())) {
      server.open("/session").reset();
      session.awaitEnd();
      try (RawPeer next = server.open("/echo")) {
        session.write("for somebody else");
        next.expectEcho("alone");
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where writes are direct
  void allocatesNothingForADelivery() {
    try (TestServer server = start(Transport.best());
        RawPeer peer = server.open("/session")) {
      long allocated = 0;
      for (int round = 0; round < 2 * ROUNDS; round++) {
        long inRound = session.on(WritePathIT::deliver);
        allocated += round < ROUNDS ? 0 : inRound;
        for (int i = 0; i < DELIVERIES; i++) {
          peer.readFrame();
        }
      }
      assertThat(allocated / (ROUNDS * DELIVERIES)).isZero();
    }
  }

  /** Writes and flushes frames one by one; returns how many bytes that allocated. */
  private static long deliver(Socket socket) {
    byte[] payload = "a record".getBytes(StandardCharsets.UTF_8);
    FrameBuffer frame = FrameEncoder.text(new NettyFrameMemory(), payload);
    int size = frame.bytes().capacity();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < DELIVERIES; i++) {
      socket.write(frame, 0, size);
      socket.flush();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    frame.release();
    return allocated;
  }
}
