package io.weir.kafka.embedded;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds Kafka's data, locked while it is open. Thread: the one that opened it.
 *
 * <p>It is ours if it is empty or if its {@code meta.properties} names a cluster of ours; in any
 * other folder nothing is touched. Kafka itself locks the folder too late (the metadata log is open
 * by then), so a lock of our own comes first.
 */
final class DataFolder implements AutoCloseable {
  /** Every cluster id that we make begins like this, so that a folder can be told from others. */
  static final String CLUSTER_PREFIX = "weir-";

  private static final String META = "meta.properties";
  private static final String LOCK = "weir.lock";
  private static final String KAFKA_LOCK = ".lock";

  /** What is left if the process was killed before the folder was formatted. */
  private static final Set<String> UNFINISHED =
      Set.of(LOCK, KAFKA_LOCK, "bootstrap.checkpoint", "bootstrap.checkpoint.tmp", META + ".tmp");

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder if it is missing, checks that it is ours, and locks it.
   *
   * @throws RefusedException with {@link ErrorCode#UNUSABLE_ENVIRONMENT} and one sentence that says
   *     why; nothing was changed then
   */
  static DataFolder open(Path folder, int nodeId) {
    Path path = folder.toAbsolutePath().normalize();
    create(path);
    checkOurs(path, nodeId);
    FileChannel channel = lock(path);
    try {
      checkNotHeldByKafka(path);
      return new DataFolder(path, channel);
    } catch (RuntimeException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** The id of the cluster whose data is here; null if the folder is not formatted yet. */
  @Nullable String clusterId() {
    return meta(path).getProperty("cluster.id");
  }

  private static void create(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw refused("the data folder " + path + " is a file: choose another folder", null);
    }
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw refused("the data folder " + path + " cannot be made: " + reason(e), e);
    }
  }

  private static void checkOurs(Path path, int nodeId) {
    Properties meta = meta(path);
    String cluster = meta.getProperty("cluster.id");
    if (cluster == null) {
      checkEmpty(path);
      return;
    }
    String node = meta.getProperty("node.id", "");
    if (!cluster.startsWith(CLUSTER_PREFIX) || !node.equals(Integer.toString(nodeId))) {
      throw refused(
          "the data folder "
              + path
              + " belongs to another Kafka (cluster "
              + cluster
              + ", node "
              + node
              + "): nothing was touched, choose another folder",
          null);
    }
  }

  private static void checkEmpty(Path path) {
    try (var entries = Files.list(path)) {
      List<String> strangers =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !UNFINISHED.contains(name))
              .sorted()
              .toList();
      if (!strangers.isEmpty()) {
        throw refused(
            "the data folder "
                + path
                + " is not empty and holds no data of Weir (it has '"
                + strangers.getFirst()
                + "'): nothing was touched, choose another folder",
            null);
      }
    } catch (IOException e) {
      throw refused("the data folder " + path + " cannot be read: " + reason(e), e);
    }
  }

  private static Properties meta(Path path) {
    Properties meta = new Properties();
    Path file = path.resolve(META);
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        meta.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw refused(file + " cannot be read: " + reason(e), e);
      }
    }
    return meta;
  }

  private static FileChannel lock(Path path) {
    FileChannel channel = openLock(path.resolve(LOCK));
    if (!tryLock(channel)) {
      closeQuietly(channel);
      throw held(path);
    }
    return channel;
  }

  private static void checkNotHeldByKafka(Path path) {
    if (Files.exists(path.resolve(KAFKA_LOCK))) {
      FileChannel kafka = openLock(path.resolve(KAFKA_LOCK));
      boolean free = tryLock(kafka);
      closeQuietly(kafka);
      if (!free) {
        throw held(path);
      }
    }
  }

  private static FileChannel openLock(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw refused("the data folder " + file.getParent() + " cannot be written: " + reason(e), e);
    }
  }

  /** The lock lives as long as its channel. */
  private static boolean tryLock(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RefusedException held(Path path) {
    return refused(
        "the data folder "
            + path
            + " is in use by another process: stop it or choose another"
            + " folder",
        null);
  }

  private static String reason(Exception e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
  }

  static RefusedException refused(String message, @Nullable Throwable cause) {
    Refusal refusal = new Refusal(ErrorCode.UNUSABLE_ENVIRONMENT, message);
    return cause == null ? refusal.asException() : new RefusedException(refusal, cause);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    closeQuietly(channel);
  }
}
