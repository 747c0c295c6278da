package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;

/**
 * A Weir of its own process, started by the launcher of a {@link Copy}. Killed when it is closed.
 */
public final class WeirProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FREE = "127.0.0.1:0";

  /** A shell's background jobs, and what they start, ignore SIGINT; a user's Weir does not. */
  private static final List<String> HEARS_INTERRUPTS =
      System.getProperty("os.name").equals("Linux")
          ? List.of("env", "--default-signal=INT")
          : List.of();

  private final Process process;
  private final Path folder;

  private WeirProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Runs a command; nothing is added to its arguments. */
  public static WeirProcess run(Path folder, String... arguments) throws IOException {
    return run(folder, Map.of(), List.of(arguments));
  }

  /**
   * Runs a command.
   *
   * @param folder its working directory, where its output and its ready file go
   */
  public static WeirProcess run(
      Path folder, Map<String, String> environment, List<String> arguments) throws IOException {
    Copy copy = Copy.made();
    Map<String, String> cached = new TreeMap<>(Map.of("WEIR_JAVA_CACHE", copy.cache().toString()));
    cached.putAll(environment);
    List<String> line = new ArrayList<>(List.of(copy.launcher().toString()));
    line.addAll(arguments);
    return start(folder, cached, line);
  }

  /**
   * Runs a whole command line, such as that of another launcher.
   *
   * @param folder its working directory, where its output and its ready file go
   */
  static WeirProcess start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Files.createDirectories(folder);
    List<String> line = new ArrayList<>(HEARS_INTERRUPTS);
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WEIR_"));
    builder.environment().put("WEIR_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return new WeirProcess(builder.start(), folder);
  }

  /** A {@code start} or {@code dev} on free ports, with data and a ready file in its folder. */
  public static WeirProcess serve(Path folder, String command, String... more) throws IOException {
    return run(folder, Map.of(), serving(command, more));
  }

  /** The command line of {@link #serve}, without the launcher. */
  static List<String> serving(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--ready-file", "ready.json"));
    arguments.addAll(List.of("--admin", FREE));
    List<String> given = List.of(more);
    if (!given.contains("-c") && !given.contains("--listen")) {
      arguments.addAll(List.of("--listen", FREE));
    }
    if (!given.contains("--kafka")) {
      arguments.addAll(List.of("--kafka-address", FREE));
    }
    arguments.addAll(given);
    return arguments;
  }

  /** Waits for the ready file. */
  public JsonNode ready() throws Exception {
    Path file = folder.resolve("ready.json");
    awaitFile(file);
    return new ObjectMapper().readTree(file.toFile());
  }

  /** Waits until a file is there. */
  void awaitFile(Path file) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file)) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new AssertionError("no " + file + ": " + out() + err());
      }
    }
  }

  /** HOST:PORT of a listener, when it is ready. */
  public String listener(String name) throws Exception {
    return ready().path("listeners").path(name).asText();
  }

  /** HOST:PORT of the admin address, when it is ready. */
  public String admin() throws Exception {
    return ready().path("admin").asText();
  }

  /** The bootstrap address of its Kafka, when it is ready. */
  public String kafka() throws Exception {
    return ready().path("kafka").asText();
  }

  /** Waits for a line on standard error. */
  public void awaitLine(String part) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!err().contains(part)) {
      boolean ended = process.waitFor(10, TimeUnit.MILLISECONDS) && !err().contains(part);
      if (ended || System.nanoTime() > end) {
        throw new AssertionError("no '" + part + "': " + out() + err());
      }
    }
  }

  /** Waits until a number on the metrics page is what is wanted. */
  void awaitMetric(String name, DoublePredicate wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    double last = Http.metric(admin(), name);
    while (!wanted.test(last)) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new AssertionError(name + " is " + last + ": " + err());
      }
      last = Http.metric(admin(), name);
    }
  }

  /** SIGTERM; does not wait. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** SIGINT, as Ctrl-C sends it; does not wait. */
  public void interrupt() throws Exception {
    signal("INT");
  }

  /** SIGSTOP: it stands still, and its connections stay. */
  public void pause() throws Exception {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  public void resume() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** How many files and connections it has open; on Linux. */
  public int openFiles() throws IOException {
    try (var open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return (int) open.count();
    }
  }

  /** Lets it open no more than so many; on Linux. */
  public void limitOpenFiles(int count) throws Exception {
    String pid = Long.toString(process.pid());
    List<String> line = List.of("prlimit", "--pid", pid, "--nofile=" + count + ":");
    if (new ProcessBuilder(line).inheritIO().start().waitFor() != 0) {
      throw new AssertionError("prlimit failed");
    }
  }

  /** Waits for its end; the exit status. */
  public int status() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs");
    }
    return process.exitValue();
  }

  boolean endsWithin(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Standard output, so far. */
  public String out() throws IOException {
    return Files.readString(folder.resolve("out.txt"), UTF_8);
  }

  /** Standard error, so far. */
  public String err() throws IOException {
    return Files.readString(folder.resolve("err.txt"), UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
