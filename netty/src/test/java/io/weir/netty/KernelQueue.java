package io.weir.netty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the operating system holds of one connection, on the server's side, as Linux tells it
 * (proc(5), /proc/net/tcp).
 *
 * @param bytes that have come and were not read
 * @param isEnded whether the peer has ended its side, and all that it sent before is there
 */
record KernelQueue(long bytes, boolean isEnded) {
  private static final int CLOSE_WAIT = 8;

  static KernelQueue of(TestServer server, RawPeer peer) {
    String from = ":%04X".formatted(server.address().getPort());
    String to = ":%04X".formatted(peer.port());
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(file -> lines(file).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(column -> column[1].endsWith(from) && column[2].endsWith(to))
        .map(
            column ->
                new KernelQueue(
                    Long.parseLong(column[4].split(":", 2)[1], 16),
                    Integer.parseInt(column[3], 16) == CLOSE_WAIT))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
