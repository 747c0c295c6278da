/**
 * Streams tied to sockets: the way out from the log to sessions.
 *
 * <p>A {@link io.weir.engine.link.Feed} turns what a tail reads into batches, a {@link
 * io.weir.engine.link.Hub} on each loop delivers a batch to the {@link
 * io.weir.engine.link.OutSession}s of that loop, and a {@link io.weir.engine.link.Hop} bounds what
 * lies between the two threads. Called by dialects and the edges; calls the ports of {@code stream}
 * and {@code socket}.
 */
@NullMarked
package io.weir.engine.link;

import org.jspecify.annotations.NullMarked;
