package io.weir.bench.floor;

import io.netty.channel.unix.Socket;
import io.weir.bench.process.Pace;
import io.weir.bench.process.WallClock;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a course: one write(2) for every connection and batch.
 *
 * <p>Thread: main, the only one that does anything while it runs.
 */
final class FloorWriter {
  private static final long FULL_SOCKET_NANOS = 50_000;

  /** Above this rate, messages are written in bunches, as a linger of 5 ms would let them come. */
  private static final double MOST_WAKES_PER_SECOND = 200;

  private final Socket[] connections;
  private final int payloadBytes;
  private final WallClock clock = new WallClock();
  private int next;

  FloorWriter(Socket[] connections, int payloadBytes) {
    this.connections = connections;
    this.payloadBytes = payloadBytes;
  }

  /** Returns the deliveries made: messages times audience. */
  long write(Course course) throws IOException {
    var frames = new PrebuiltFrames(payloadBytes, course.batch());
    int audience = course.audienceOf(connections.length);
    int bunch = bunch(course);
    var pace = new Pace(course.rate());
    clock.calibrate();
    long deliveries = 0;
    for (int message = 0; message < course.messages(); message += course.batch()) {
      if (message % bunch == 0) {
        pace.await(message);
      }
      frames.stamp(clock.nanos());
      deliveries += toEach(frames, audience);
    }
    return deliveries;
  }

  private static int bunch(Course course) {
    int messages = (int) (course.rate() / MOST_WAKES_PER_SECOND);
    return Math.max(1, messages / course.batch()) * course.batch();
  }

  private long toEach(PrebuiltFrames frames, int audience) throws IOException {
    for (int turn = 0; turn < audience; turn++) {
      writeFully(connections[next], frames);
      next = next + 1 == connections.length ? 0 : next + 1;
    }
    return (long) audience * frames.frames();
  }

  private static void writeFully(Socket socket, PrebuiltFrames frames) throws IOException {
    int written = socket.writeAddress(frames.address(), 0, frames.length());
    while (written < frames.length()) {
      int more = socket.writeAddress(frames.address(), written, frames.length());
      written += more;
      if (more == 0) {
        LockSupport.parkNanos(FULL_SOCKET_NANOS);
      }
    }
  }
}
