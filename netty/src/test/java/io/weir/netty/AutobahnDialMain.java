package io.weir.netty;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.SocketHandler;
import io.weir.testing.socket.Echo;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Dials the server of the Autobahn suite, once for each of its cases, and echoes what that sends. A
 * process of its own, for the reason of {@link AutobahnEchoMain}. Thread: main.
 */
public final class AutobahnDialMain {
  private static final int MAX_MESSAGE_BYTES = 32 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final NettyFrameMemory memory = new NettyFrameMemory();
  private final Dialing dialing;
  private final String url;

  private AutobahnDialMain(Dialing dialing, String url) {
    this.dialing = dialing;
    this.url = url;
  }

  /** Takes the URL of the suite. */
  public static void main(String[] arguments) {
    try (Dialing dialing = new Dialing(Transport.best())) {
      new AutobahnDialMain(dialing, arguments[0]).run();
    }
  }

  private void run() {
    int count = Integer.parseInt(dial("/getCaseCount", AutobahnDialMain::firstMessage));
    for (int i = 1; i <= count; i++) {
      echo("/runCase?case=" + i + "&agent=weir");
    }
    echo("/updateReports?agent=weir");
  }

  private static Acceptor firstMessage(CompletableFuture<String> message) {
    return (loop, opening) ->
        opening.open(
            new SocketHandler() {
              @Override
              public void onMessage(boolean text, ByteBuffer payload) {
                message.complete(StandardCharsets.UTF_8.decode(payload).toString());
              }

              @Override
              public void onClosed() {
                message.completeExceptionally(new IllegalStateException("closed without a word"));
              }
            });
  }

  private void echo(String target) {
    dial(target, done -> new Echo(memory, () -> done.complete("")));
  }

  /** Returns what its acceptor completes. */
  private String dial(String target, Function<CompletableFuture<String>, Acceptor> acceptor) {
    CompletableFuture<String> done = new CompletableFuture<>();
    Remote remote =
        new Remote(
            URI.create(url + target),
            List.of(),
            List.of(),
            Remote.Tls.DEFAULT,
            Optional.empty(),
            PATIENCE,
            MAX_MESSAGE_BYTES);
    dialing
        .dial(remote, acceptor.apply(done))
        .thenAccept(
            failure -> done.completeExceptionally(new IllegalStateException(failure.message())));
    return done.join();
  }
}
