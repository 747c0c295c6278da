package io.weir.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The file in which a server says that it is ready, and where it listens. */
public final class ReadyFile {
  private static final long LOOK_NANOS = 500_000;

  private ReadyFile() {}

  /** Waits until it is there, looking twice a millisecond. */
  public static JsonNode await(Path file, Child server, Duration longest) throws IOException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!Files.exists(file)) {
      if (!server.isAlive()) {
        throw new IOException("the process ended before it was ready");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("not ready within " + longest.toSeconds() + " s");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return Json.tree(Files.readString(file));
  }
}
