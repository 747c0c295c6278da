package io.weir.cli.node;

import io.weir.engine.config.DialLinkSettings;
import io.weir.engine.config.Settings;
import io.weir.engine.dial.LinkProbe;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.RosterSettings;
import io.weir.kafka.AddressProbe;
import io.weir.netty.NettyDialer;
import io.weir.netty.NettyLoops;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Really tries every Kafka address and every link that dials, and says for each what happened. What
 * was reached goes to {@code out}, what was not to {@code err}.
 */
final class ConnectCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Settings settings;
  private final PrintWriter out;
  private final PrintWriter err;
  private int status;

  ConnectCheck(Settings settings, PrintWriter out, PrintWriter err) {
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  /** The exit code: 0, or that of the first failure. */
  int run() {
    try {
      tryKafka();
      if (!settings.dials().isEmpty()) {
        tryLinks();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted", ErrorCode.SHUTTING_DOWN);
    }
    return status;
  }

  private void tryKafka() throws InterruptedException {
    Optional<String> servers = settings.kafka().bootstrapServers();
    if (servers.isEmpty()) {
      out.println("kafka: the embedded one, which starts with Weir");
      return;
    }
    for (String address : servers.get().split(",", -1)) {
      Optional<String> problem = AddressProbe.problem(address, settings.kafka().clientProperties());
      if (problem.isPresent()) {
        fail("kafka " + address + ": " + problem.get(), ErrorCode.KAFKA_UNAVAILABLE);
      } else {
        out.println("kafka " + address + ": it answers");
      }
    }
  }

  private void tryLinks() throws InterruptedException {
    NettyLoops loops = new NettyLoops(1, RosterSettings.DEFAULT, new Metrics());
    loops.start();
    try {
      NettyDialer dialer = new NettyDialer(loops);
      Map<DialLinkSettings, CompletableFuture<LinkProbe.Outcome>> probes = new LinkedHashMap<>();
      for (DialLinkSettings link : settings.dials()) {
        boolean pings = !link.dial().ping().isOff();
        probes.put(link, LinkProbe.probe(remote(link), dialer, pings, PATIENCE));
      }
      for (var probe : probes.entrySet()) {
        tell(probe.getKey(), probe.getValue());
      }
    } finally {
      loops.stop(PATIENCE);
    }
  }

  private void tell(DialLinkSettings link, CompletableFuture<LinkProbe.Outcome> probe)
      throws InterruptedException {
    String label = "link " + link.name() + " (" + remote(link) + "): ";
    Duration longest = remote(link).patience().plus(PATIENCE.multipliedBy(2));
    try {
      LinkProbe.Outcome outcome = probe.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (outcome.reached()) {
        out.println(label + outcome.message());
      } else {
        fail(label + outcome.message(), outcome.code());
      }
    } catch (ExecutionException | TimeoutException e) {
      fail(label + "could not be tried: " + e, ErrorCode.INTERNAL_ERROR);
    }
  }

  private static Remote remote(DialLinkSettings link) {
    return link.dial().remote().fill(Optional.empty());
  }

  private void fail(String message, ErrorCode code) {
    err.println(message);
    status = status == 0 ? code.kind().exitCode() : status;
  }
}
