package io.weir.engine.link.push;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.time.Duration;

/**
 * What a link sends to its peer, and when it counts as delivered.
 *
 * @param link its name, one in the cluster
 * @param kind any but {@link FrameKind#JSON}
 * @param from where it begins if nothing was ever committed
 * @param inFlightRecords that may be sent and not confirmed; 1 or more
 * @param inFlightBytes of frames, likewise; passed by one frame at most
 * @param patience after how long without a confirmation, while some is due and nothing waits to be
 *     sent, the connection is given up; zero: never
 */
public record PushSettings(
    String link,
    Stream stream,
    KeyFilter keys,
    FrameKind kind,
    Start from,
    Confirm confirm,
    int inFlightRecords,
    int inFlightBytes,
    Duration patience) {
  public static final int IN_FLIGHT_RECORDS = 10_000;
  public static final int IN_FLIGHT_BYTES = 4 << 20;
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  public PushSettings {
    if (kind == FrameKind.JSON) {
      throw new IllegalArgumentException("frame json leaves records out in silence");
    }
    if (inFlightRecords < 1 || inFlightBytes < 1) {
      throw new IllegalArgumentException(
          "in flight: %d records, %d bytes: at least 1".formatted(inFlightRecords, inFlightBytes));
    }
  }

  /** With the bounds that are the default. */
  public PushSettings(
      String link, Stream stream, KeyFilter keys, FrameKind kind, Start from, Confirm confirm) {
    this(link, stream, keys, kind, from, confirm, IN_FLIGHT_RECORDS, IN_FLIGHT_BYTES, PATIENCE);
  }
}
