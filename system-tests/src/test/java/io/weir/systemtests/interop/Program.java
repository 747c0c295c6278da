package io.weir.systemtests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that is not ours, and the lines that it prints. Killed when it is closed.
 *
 * <p>Thread: the test's; a virtual thread reads the lines.
 */
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  private Program(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts it, among our {@link Tools}. */
  static Program start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Tools.environment());
    return new Program(builder.start());
  }

  private void read() {
    try (BufferedReader out = process.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        told.add(line);
        lines.add(Optional.of(line.strip()));
      }
    } catch (IOException | UncheckedIOException _) {
      // It was ended: there is nothing more to read.
    } finally {
      lines.add(Optional.empty());
    }
  }

  /** The next line, without spaces at its ends. */
  String line() throws InterruptedException {
    return lineWithin(PATIENCE).orElseThrow(() -> new AssertionError("silent; it told: " + told));
  }

  /** The next line, if there is one so soon. */
  Optional<String> lineWithin(Duration patience) throws InterruptedException {
    Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      return Optional.empty();
    }
    return Optional.of(line.orElseThrow(() -> new AssertionError("ended; it told: " + told)));
  }

  /** Hands it a line of its standard input, of which more may come. */
  void say(String line) throws IOException {
    var in = process.outputWriter(UTF_8);
    in.write(line + "\n");
    in.flush();
  }

  /** Hands it all of its standard input, and waits until it ends well. */
  void finish(String input) throws IOException, InterruptedException {
    try (var in = process.outputWriter(UTF_8)) {
      in.write(input);
    }
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError((ended ? "failed; it told: " : "still runs; it told: ") + told);
    }
  }

  /** Waits until it ends, well or not. */
  void awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs; it told: " + told);
    }
  }

  /** Kills it, and what it started: a browser is many processes. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
