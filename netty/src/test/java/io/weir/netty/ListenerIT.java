package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a listener and of the loops under it. */
class ListenerIT {
  private static final Refusal RESTART = new Refusal(ErrorCode.SHUTTING_DOWN, "restart");

  @Test
  void refusesAPortThatIsTaken() {
    try (TestServer first = new TestServer(1).start()) {
      int port = first.address().getPort();
      TestServer second = new TestServer(1);
      RefusedException refused =
          catchThrowableOfType(RefusedException.class, () -> second.start(port));

      assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNUSABLE_ENVIRONMENT);
      assertThat(refused.refusal().message())
          .isEqualTo(
              "listener test cannot listen on localhost:%d: another process uses it; choose another"
                  + " with --listen or listeners[].address",
              port);
      second.loops().stop(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void drainsAllLoopsAndWhoComesLate(Transport transport) throws Exception {
    try (TestServer server = new TestServer(2).transport(transport).start()) {
      List<RawPeer> peers = Stream.generate(() -> server.open("/echo")).limit(6).toList();
      peers.forEach(peer -> peer.expectEcho("before"));
      CompletableFuture<Void> drained = server.loops().drain(RESTART, Duration.ofMillis(100));

      peers.forEach(peer -> Script.run(peer, "< close 1012"));
      assertThat(drained).isNotDone();
      try (RawPeer late = server.open("/echo")) {
        Script.run(late, "< close 1012", "> close 1012", "< end");
      }
      peers.forEach(peer -> Script.run(peer, "> close 1012", "< end"));
      await(drained);
    }
  }

  @Test
  void isDrainedAtOnceWhenNobodyIsThere() throws Exception {
    try (TestServer server = new TestServer(2).start()) {
      await(server.loops().drain(RESTART, Duration.ofSeconds(5)));
    }
  }

  private static void await(CompletableFuture<Void> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    future.get(10, TimeUnit.SECONDS);
  }

  @Test
  void acceptsNobodyOnceItHasStoppedAndLeavesTheOthersAlone() {
    TestServer server = new TestServer(1).start();
    try (RawPeer peer = server.open("/echo")) {
      server.stopListening();

      assertThatThrownBy(server::connect).isInstanceOf(UncheckedIOException.class);
      peer.expectEcho("still here");
    } finally {
      server.close();
    }
  }

  @Test
  void countsRefusalsAndCloses() {
    try (TestServer server = new TestServer(1).start();
        RawPeer refused = server.connect();
        RawPeer closed = server.open("/echo")) {
      refused.send(Requests.upgrade("/nowhere"));
      assertThat(refused.readResponse()).contains(" 404 ");
      Script.run(closed, "> 83", "< close 1002");

      assertThat(server.metrics().read(Metric.REFUSALS))
          .containsOnly(Map.entry(refusal("not_found"), 1L));
      assertThat(server.metrics().read(Metric.CLOSES))
          .containsOnly(Map.entry(Labels.of("code", "1002"), 1L));
    }
  }

  /** By a status, by a close frame in its place, late, and because the handshake failed. */
  @Test
  void countsEachRefusalOnceHoweverItIsTold() {
    try (TestServer server = new TestServer(1).start()) {
      refuse(server, Requests.plain("DELETE", "/echo"));
      refuse(server, Requests.upgrade("/refuse/SLOW", "Origin: https://app.example"));
      refuse(server, Requests.upgrade("/late/SLOW"));
      refuse(server, Requests.upgrade("/broken"));

      assertThat(server.metrics().read(Metric.REFUSALS))
          .containsOnly(
              Map.entry(refusal("method_not_allowed"), 1L),
              Map.entry(refusal("slow"), 2L),
              Map.entry(refusal("internal_error"), 1L));
    }
  }

  private static void refuse(TestServer server, String request) {
    try (RawPeer peer = server.connect()) {
      peer.send(request);
      assertThat(peer.readHead()).startsWith("HTTP/1.1 ");
    }
  }

  private static Labels refusal(String code) {
    return Labels.of("listener", "test").and("code", code);
  }
}
