package io.weir.engine.stream;

import org.jspecify.annotations.Nullable;

/**
 * A record's header. Names may repeat; order counts.
 *
 * @param value as it stands in the log; null where the log has null
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as the log hands them over, never compared
public record Header(String name, byte @Nullable [] value) {}
