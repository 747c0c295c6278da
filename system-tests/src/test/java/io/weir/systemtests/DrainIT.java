package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance goes, and its clients do not notice more than they must. */
@Timeout(180)
final class DrainIT {
  private static final String PATH = "/streams/orders";

  @TempDir private Path folder;
  private EmbeddedKafka kafka;

  @BeforeEach
  void startKafka() throws Exception {
    kafka = new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", 0, folder.resolve("cluster")));
    kafka.start();
    Topic.create(kafka.bootstrapServers(), "orders", 1);
  }

  @AfterEach
  void stopKafka() {
    kafka.stop(Duration.ofSeconds(10));
  }

  private WeirProcess start(String name, String listen, String admin, String delay)
      throws Exception {
    List<String> arguments =
        List.of(
            "start",
            "--kafka",
            kafka.bootstrapServers(),
            "--stream",
            "orders",
            "--listen",
            listen,
            "--admin",
            admin,
            "--ready-file",
            "ready.json");
    Map<String, String> environment =
        Map.of("WEIR_DRAIN_DELAY", delay, "WEIR_DRAIN_SPREAD", "500ms");
    return WeirProcess.run(folder.resolve(name), environment, arguments);
  }

  private WeirProcess start(String name, String delay) throws Exception {
    return start(name, "127.0.0.1:0", "127.0.0.1:0", delay);
  }

  @Test
  void aRollingRestartBehindABalancerFailsNoConnectionAttempt() throws Exception {
    try (WeirProcess one = start("one", "2s");
        WeirProcess two = start("two", "2s")) {
      Balancer.Instance first = Balancer.Instance.of(one);
      Balancer.Instance second = Balancer.Instance.of(two);
      try (Balancer balancer = new Balancer(List.of(first, second))) {
        until(() -> balancer.ready().size() == 2);
        List<Subscriber> residents = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          residents.add(Subscriber.open(balancer.address(), PATH));
        }
        until(() -> sessions(second) == 5);
        restart(one, first, balancer, residents);
        assertThat(sessions(second)).isGreaterThanOrEqualTo(10);
      }
    }
  }

  /** One goes and comes back while clients come all the time; its own come back elsewhere. */
  private void restart(
      WeirProcess one, Balancer.Instance at, Balancer balancer, List<Subscriber> residents)
      throws Exception {
    try (Newcomers newcomers = new Newcomers(balancer.address())) {
      one.terminate();
      until(() -> Http.get(at.admin(), "/readyz").body().contains("stopping"));
      assertThat(Http.upgrade(at.listener(), PATH).status()).isEqualTo(101);
      for (int i = 0; i < residents.size(); i += 2) { // every other is its
        assertThat(residents.get(i).close().code()).isEqualTo(1012);
        residents.set(i, Subscriber.open(balancer.address(), PATH));
      }
      assertThat(one.status()).isZero();
      try (WeirProcess again = start("again", at.listener(), at.admin(), "0s")) {
        assertThat(again.listener("public")).isEqualTo(at.listener());
        until(() -> balancer.ready().size() == 2);
        assertThat(newcomers.stop()).as("connections made meanwhile").isGreaterThan(20);
      }
    }
  }

  @Test
  void aSecondSignalCutsTheDelayShort() throws Exception {
    try (WeirProcess weir = start("one", "1h")) {
      Subscriber subscriber = Subscriber.open(weir.listener("public"), PATH);
      String admin = weir.admin();
      weir.terminate();
      weir.awaitLine("event=stopping delay=1h");
      assertThat(Http.get(admin, "/readyz").body()).contains("stopping");
      assertThat(Http.upgrade(weir.listener("public"), PATH).status()).isEqualTo(101);
      assertThat(weir.isAlive()).isTrue();

      weir.interrupt();
      assertThat(subscriber.close().code()).isEqualTo(1012);
      assertThat(weir.status()).isZero();
    }
  }

  private static long sessions(Balancer.Instance instance) throws Exception {
    String page = Http.get(instance.admin(), "/api/v1/sessions?limit=1").body();
    return new ObjectMapper().readTree(page).path("total").asLong();
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** Clients that come all the time, one after the other, and leave at once. */
  private static final class Newcomers implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicBoolean coming = new AtomicBoolean(true);
    private final Future<Integer> count;

    Newcomers(String address) {
      count = thread.submit(() -> come(URI.create("ws://" + address + PATH)));
    }

    private int come(URI uri) throws Exception {
      int connected = 0;
      while (coming.get()) {
        client
            .newWebSocketBuilder()
            .buildAsync(uri, new WebSocket.Listener() {})
            .get(30, TimeUnit.SECONDS)
            .abort();
        connected++;
      }
      return connected;
    }

    /** How many came; fails if one could not connect. */
    int stop() throws Exception {
      coming.set(false);
      return count.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      coming.set(false);
      thread.shutdownNow();
      client.shutdownNow();
    }
  }
}
