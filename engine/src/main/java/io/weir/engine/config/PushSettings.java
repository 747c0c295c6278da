package io.weir.engine.config;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.stream.Start;
import java.time.Duration;
import java.util.Optional;

/**
 * What a dialing link sends, and when it counts as delivered.
 *
 * @param from at its very first start
 * @param patience with a confirmation that is due; zero: endless
 * @param retries of a record that was rejected
 * @param deadLetters the name of the stream that it goes to then
 */
public record PushSettings(
    KeyFilter keys,
    FrameKind frame,
    Start from,
    ConfirmSettings confirm,
    int inFlightRecords,
    ByteSize inFlight,
    Duration patience,
    int retries,
    Optional<String> deadLetters) {}
