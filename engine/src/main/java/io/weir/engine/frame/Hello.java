package io.weir.engine.frame;

import io.weir.engine.stream.Cursor;
import java.util.OptionalInt;

/**
 * What a session is told when it begins.
 *
 * @param cursor where it begins
 * @param unsentBytes how much may be on its way to it before it counts as slow
 * @param found how many records were found, if fewer than it asked for
 */
public record Hello(String stream, Cursor cursor, long unsentBytes, OptionalInt found) {}
