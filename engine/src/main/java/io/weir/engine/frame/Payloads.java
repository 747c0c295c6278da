package io.weir.engine.frame;

import org.jspecify.annotations.Nullable;

/**
 * What the records of one batch carry in one kind of frame.
 *
 * @param bytes by record; null where it has no frame of this kind
 * @param count how many records have one
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one step to the next, never compared
public record Payloads(FrameKind kind, byte[] @Nullable [] bytes, int count) {}
