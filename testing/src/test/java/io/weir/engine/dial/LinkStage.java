package io.weir.engine.dial;

import io.weir.engine.json.JsonPointer;
import io.weir.engine.json.MessagePattern;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Remote;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A link on a loop that is stepped by hand, its peer and its user. */
final class LinkStage {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final DialFailure REFUSED = new DialFailure(DialFailure.Step.TCP, "connection refused");

  final ManualLoop loop = new ManualLoop();
  final FakePeer peer = new FakePeer(loop);
  final Metrics metrics = new Metrics();
  final HeapFrameMemory memory = new HeapFrameMemory();
  final FakeUser user;
  final DialLink link;

  LinkStage(DialSettings settings, boolean early, RandomGenerator random) {
    user = new FakeUser(early);
    link =
        new DialLink(
            new LinkName("prices", "in", "trades"),
            settings,
            user,
            new DialEdge(
                peer, memory, metrics, () -> Instant.EPOCH.plusNanos(loop.nowNanos()), random),
            loop);
  }

  /** A link whose waits are as long as they may be. */
  static LinkStage of(DialSettings settings) {
    return new LinkStage(settings, true, new Longest());
  }

  LinkStage start() {
    return start(Optional.empty());
  }

  LinkStage start(Optional<String> last) {
    link.start(last);
    loop.run();
    return this;
  }

  /** Connects for the first time. */
  FakePeer.Attempt connect() {
    return start().peer.last().agree();
  }

  String state() {
    String state = link.status().state();
    Labels labels = Labels.of("link", "prices").and("stream", "trades");
    Map<Labels, Long> shown = metrics.read(Metric.LINK_STATE);
    for (String each : List.of("connecting", "open", "waiting", "stopped")) {
      long expected = each.equals(state) ? 1 : 0;
      if (!Long.valueOf(expected).equals(shown.get(labels.and("state", each)))) {
        throw new AssertionError("the metric contradicts " + state + ": " + shown);
      }
    }
    return state;
  }

  String error() {
    return link.status().lastError().orElse("");
  }

  /** Whether the link tries again within this time, to the nanosecond. */
  boolean retriesAfter(Duration time) {
    int before = peer.attempts.size();
    loop.advance(time.minusNanos(1));
    boolean early = peer.attempts.size() > before;
    loop.advance(Duration.ofNanos(1));
    return !early && peer.attempts.size() == before + 1;
  }

  /** Settings without anything that happens by itself but waits. */
  static DialSettings plain() {
    return settings(List.of());
  }

  static DialSettings settings(List<OpenMessage> open) {
    return new DialSettings(
        remote("wss://feed.example.com/v1?token=secret&from=${last./sequence:0}"),
        open,
        Optional.empty(),
        Optional.empty(),
        Optional.of(JsonPointer.parse("/sequence")),
        BackoffSettings.DEFAULT,
        new DialSettings.Ping(Duration.ZERO, SECOND));
  }

  static DialSettings with(
      Optional<DialSettings.Heartbeat> heartbeat,
      Optional<Duration> expect,
      DialSettings.Ping ping) {
    DialSettings plain = plain();
    return new DialSettings(
        plain.remote(), List.of(), heartbeat, expect, plain.resume(), plain.backoff(), ping);
  }

  static RemoteTemplate remote(String url) {
    return new RemoteTemplate(
        Template.parse(url),
        List.of(
            Map.entry("Authorization", Template.parse("Bearer secret")),
            Map.entry("Last-Seen", Template.parse("${last./sequence}"))),
        List.of(),
        Remote.Tls.DEFAULT,
        Optional.empty(),
        Duration.ofSeconds(10),
        1 << 20);
  }

  static OpenMessage say(String text) {
    return new OpenMessage(Template.parse(text), Optional.empty());
  }

  /** Says it and waits for {@code {"op":"…"}}. */
  static OpenMessage ask(String text, String op, Duration within) {
    MessagePattern reply = new MessagePattern.Members(Map.of(JsonPointer.parse("/op"), op));
    return new OpenMessage(Template.parse(text), Optional.of(new OpenMessage.Reply(reply, within)));
  }

  /** Every wait is as long as it may be. */
  private static final class Longest implements RandomGenerator {
    @Override
    public long nextLong() {
      return Long.MAX_VALUE;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }
}
