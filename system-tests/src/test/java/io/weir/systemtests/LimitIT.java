package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process does whose settings or whose system allow no more clients. */
@Timeout(120)
final class LimitIT {
  @TempDir private Path folder;

  private WeirProcess serve(String limits) throws Exception {
    String settings =
        """
        listeners: [{name: public, address: "127.0.0.1:0"}]
        streams: {orders: {}}
        limits: {%s}
        """
            .formatted(limits);
    Path file = Files.writeString(folder.resolve("weir.yaml"), settings);
    return WeirProcess.serve(folder, "start", "-c", file.toString());
  }

  @Test
  void connectionsAndFiltersAreBoundedAsTheSettingsSay() throws Exception {
    try (WeirProcess weir = serve("max-connections: 1, max-filter-keys: 1")) {
      String listener = weir.listener("public");
      Http.Answer large = Http.upgrade(listener, "/streams/orders?key=a&key=b");
      assertThat(large.status()).isEqualTo(400);
      assertThat(large.body()).contains("filter_too_large", "limits.max-filter-keys=1");
      await(weir, 0);
      Subscriber subscriber = Subscriber.open(listener, "/streams/orders");
      assertThat(Http.get(listener, "/").status()).isEqualTo(503);
      assertThat(
              Http.metric(
                  weir.admin(),
                  "weir_refusals_total{code=\"too_many_connections\",listener=\"public\"}"))
          .isEqualTo(1);
      try (Topic orders = new Topic(weir.kafka(), "orders")) {
        orders.put("k", "1");
      }
      assertThat(subscriber.next()).isEqualTo("1");
    }
  }

  private static void await(WeirProcess weir, int connections) throws Exception {
    while (Http.metric(weir.admin(), "weir_connections{listener=\"public\"}") != connections) {
      Thread.onSpinWait();
    }
  }

  /** The bound of the settings is above that of the system, which is lowered while it runs. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNoFileIsLeftItAcceptsAgainOnceThereIs() throws Exception {
    try (WeirProcess weir = serve("max-connections: 100000")) {
      String listener = weir.listener("public");
      Subscriber first = Subscriber.open(listener, "/streams/orders");
      int files = weir.openFiles();
      weir.limitOpenFiles(files + 10);
      List<PullClient> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        clients.add(PullClient.narrow(listener, "/streams/orders"));
      }
      List<Socket> waiting = new ArrayList<>();
      int port = Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1));
      for (int i = 0; i < 30; i++) {
        waiting.add(new Socket(InetAddress.getLoopbackAddress(), port));
      }
      weir.awaitLine("Too many open files");
      for (AutoCloseable each : waiting) {
        each.close();
      }
      for (PullClient each : clients) {
        each.close();
      }
      Subscriber late = Subscriber.open(listener, "/streams/orders");
      weir.limitOpenFiles(files + 1_000);
      try (Topic orders = new Topic(weir.kafka(), "orders")) {
        orders.put("k", "1");
      }
      assertThat(first.next()).isEqualTo("1");
      assertThat(late.next()).isEqualTo("1");
    }
  }
}
