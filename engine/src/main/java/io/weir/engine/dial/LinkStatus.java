package io.weir.engine.dial;

import java.time.Instant;
import java.util.Optional;

/**
 * A link as operators see it.
 *
 * @param url of the last attempt, without secrets
 * @param state {@code connecting}, {@code open}, {@code waiting} or {@code stopped}
 * @param since when it came to be so
 * @param until when a waiting link tries again
 * @param lastError why it is not open, or why it was not the last time
 * @param attempts since the node's start
 */
public record LinkStatus(
    LinkName link,
    String url,
    String state,
    Instant since,
    Optional<Instant> until,
    Optional<String> lastError,
    long attempts,
    LinkCounts counts) {}
