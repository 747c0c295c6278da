package io.weir.bench.experiment;

import io.weir.bench.process.LiveHeap;
import io.weir.bench.process.ProcStatus;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * What connections add to the server's memory.
 *
 * @param rssBytesPerConnection growth of resident memory over the connections
 * @param heapBytesPerConnection growth of the reachable objects over the connections; 0 if the
 *     server is no JVM of this JDK
 */
record Memory(
    int connections,
    long rssKiBBefore,
    long rssKiBAfter,
    double rssBytesPerConnection,
    long heapBytesBefore,
    long heapBytesAfter,
    double heapBytesPerConnection) {

  /** A look at a process at one time. */
  record Look(ProcStatus status, OptionalLong heapBytes) {
    /** Before connections come: garbage is collected first, so that it is not counted twice. */
    static Look before(long process) throws IOException {
      OptionalLong heap = LiveHeap.ofProcess(process);
      return new Look(ProcStatus.of(process), heap);
    }

    /** With the connections open: resident memory first, as a collection changes it. */
    static Look after(long process) throws IOException {
      ProcStatus status = ProcStatus.of(process);
      return new Look(status, LiveHeap.ofProcess(process));
    }
  }

  static Memory of(Look before, Look after, int connections) {
    long rss = after.status().rssKiB() - before.status().rssKiB();
    long heapBefore = before.heapBytes().orElse(0);
    long heapAfter = after.heapBytes().orElse(0);
    return new Memory(
        connections,
        before.status().rssKiB(),
        after.status().rssKiB(),
        rss * 1024.0 / connections,
        heapBefore,
        heapAfter,
        (double) (heapAfter - heapBefore) / connections);
  }
}
