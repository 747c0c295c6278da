/**
 * The dialect of the Quix WebSocket Destination: the path is the key, {@code *} is all of one
 * stream, frames are JSON values, and whoever may not enter gets 101 and a close frame.
 *
 * <p>What is different on purpose stands in {@code docs/moving.md}. Which values are JSON and which
 * sessions a key goes to do not belong here: they are the engine's.
 */
@NullMarked
package io.weir.dialects.quix;

import org.jspecify.annotations.NullMarked;
