package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.Opening;
import io.weir.testing.socket.RecordingHandler;
import io.weir.testing.socket.WireFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Clients that come and go by the hundred, in every way there is, and leave nothing behind. */
@EnabledOnOs(OS.LINUX) // which shows its file descriptors
class ChurnIT extends ServerTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int SHORT_ROUNDS = 100;
  private static final int LONG_ROUNDS = 10_000;
  private static final int HEADER_BYTES = 12_000;
  private static final long HEAP_TOLERANCE_BYTES = 2 << 20;

  @Override
  TestServer configure() {
    return new TestServer(1).timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void leavesNothingBehind() throws InterruptedException {
    churn(SHORT_ROUNDS);
  }

  @Test
  @Tag("soak")
  void leavesNothingBehindAfterALongTime() throws InterruptedException {
    churn(LONG_ROUNDS);
  }

  /** Whoever waits for its position keeps the opening for as long as the session lives. */
  @Test
  void keepsNoRequestOfAnOpenSession() throws InterruptedException {
    Queue<Opening> kept = new ConcurrentLinkedQueue<>();
    server()
        .dialect()
        .put(
            "/keeping",
            (loop, opening) -> {
              kept.add(opening);
              opening.open(new RecordingHandler());
            });
    List<RawPeer> peers = new ArrayList<>();
    String header = "X-Long: " + "x".repeat(HEADER_BYTES);
    peers.add(server().connect().upgrade("/keeping", header));
    long heap = heapBytes();

    for (int i = 0; i < SHORT_ROUNDS; i++) {
      peers.add(server().connect().upgrade("/keeping", header));
    }
    assertThat(heapBytes()).isLessThan(heap + SHORT_ROUNDS * HEADER_BYTES / 2);
    assertThat(kept).hasSize(peers.size());
    peers.forEach(RawPeer::close);
  }

  private void churn(int rounds) throws InterruptedException {
    come(rounds); // until caches and compiled code have the size that they keep
    long descriptors = settled(0);
    long heap = heapBytes();

    come(rounds);

    assertThat(settled(descriptors)).isLessThanOrEqualTo(descriptors);
    assertThat(heapBytes()).isLessThan(heap + HEAP_TOLERANCE_BYTES);
    assertThat(LeakCheck.takeLeaks()).isEmpty();
  }

  /** Seven ways to come and go. */
  private void come(int rounds) {
    for (int i = 0; i < rounds; i++) {
      server().connect().close();
      server().connect().reset();
      try (RawPeer peer = server().connect()) {
        peer.send("GET /echo HTTP/1.1\r\nHo");
      }
      try (RawPeer peer = server().connect()) {
        peer.send(Requests.upgrade("/nowhere"));
        assertThat(peer.readHead()).contains(" 404 ");
      }
      RawPeer vanishing = server().open("/echo");
      vanishing.send(WireFrame.clientText("half").notFinal());
      vanishing.reset();
      try (RawPeer peer = server().open("/echo")) {
        peer.expectEcho("hello");
      }
      try (RawPeer peer = server().open("/echo")) {
        Script.run(peer, "> close 1000", "< close 1000", "< end");
      }
    }
  }

  /** The number of file descriptors, once it has come down to a number or no longer falls. */
  private long settled(long wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(wanted == 0 ? 2 : 10).toNanos();
    long count = descriptors();
    while (count > wanted && System.nanoTime() < deadline) {
      expectInnocentServed("meanwhile");
      count = descriptors();
    }
    return count;
  }

  private static long descriptors() {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long heapBytes() throws InterruptedException {
    LeakCheck.collectGarbage();
    LeakCheck.collectGarbage();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
