package io.weir.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that an experiment started: takes orders if it is one of ours, and ends with the
 * experiment in any case.
 *
 * <p>Thread: the experiment's; a virtual thread reads what the process prints.
 */
public final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Thread guard;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.guard = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(guard);
    Thread.ofVirtual().start(this::read);
  }

  /** Starts it; what it prints to standard error goes to ours. */
  public static Child start(String name, List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Child(name, builder.start());
  }

  private void read() {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException | UncheckedIOException _) {
      // The process was ended: there is nothing more to read.
    }
  }

  public long id() {
    return process.pid();
  }

  public ProcStat cpu() throws IOException {
    return ProcStat.of(id());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Gives an order; its answer is to be awaited under the order's first word. */
  public void order(String order) throws IOException {
    var out = process.outputWriter();
    out.write(order + "\n");
    out.flush();
  }

  /** Waits for an event and returns its value; other lines before it are passed over. */
  public JsonNode await(String event, Duration longest) throws Exception {
    long deadline = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() - deadline < 0) {
      String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (line == null && !isAlive() && lines.isEmpty()) {
        throw new IOException(name + " ended (exit " + process.exitValue() + ") before " + event);
      }
      JsonNode tree = Json.tree(line == null ? "" : line);
      if (tree.path("event").asText().equals(event)) {
        return tree.path("value");
      }
    }
    throw new IOException(name + ": no '" + event + "' within " + longest.toSeconds() + " s");
  }

  /** Gives an order and waits for its answer. */
  public JsonNode ask(String order, Duration longest) throws Exception {
    order(order);
    return await(order.split(" ", 2)[0], longest);
  }

  /** Ends it: asks with SIGTERM first, and waits until it is gone. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (!Thread.currentThread().isInterrupted()) {
      forget();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (IllegalStateException _) {
      // We are shutting down, and the guard runs.
    }
  }
}
