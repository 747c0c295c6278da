package io.weir.cli.node;

import com.sun.management.UnixOperatingSystemMXBean;
import io.weir.engine.config.LimitSettings;
import io.weir.engine.limit.Connections;
import io.weir.engine.limit.RateLimit;
import io.weir.engine.metric.Metrics;
import io.weir.netty.Gate;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many clients this process has room for. */
final class Gates {
  private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

  /** Files, and connections to Kafka and operators, for which clients must leave room. */
  private static final long MAX_RESERVED_FILES = 1_024;

  /** Of a connection that has not come through its handshake, at the most. */
  private static final long HEAP_BYTES_EACH = 32 << 10;

  private Gates() {}

  static Gate of(LimitSettings limits, Metrics metrics) {
    int max = connections(limits.maxConnections(), openFiles());
    return new Gate(
        new Connections(max, limits.maxConnectionsPerAddress()),
        new RateLimit(limits.handshakes(), System.nanoTime()),
        metrics);
  }

  /**
   * The bound that was asked for, or what the system leaves: files, and memory, which ends first
   * where files are without bound. At a bound that the system does not have, files cannot be opened
   * either, and those of an embedded Kafka end it.
   *
   * @param asked 0: what the system leaves
   * @param openFiles how many the process may have; 0: any number
   */
  static int connections(int asked, long openFiles) {
    long room = openFiles - Math.min(MAX_RESERVED_FILES, openFiles / 4);
    if (openFiles > 0 && asked > room) {
      LOG.warn(
          "event=open_files_too_few limits.max-connections={} open_files={} room_for={}",
          asked,
          openFiles,
          room);
    }
    long held = Runtime.getRuntime().maxMemory() / HEAP_BYTES_EACH;
    return asked > 0 ? asked : (int) Math.min(openFiles > 0 ? room : held, held);
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? Math.max(0, unix.getMaxFileDescriptorCount())
        : 0;
  }
}
