/**
 * Thousands of WebSocket clients in one process, cheap enough to share a core with a broker.
 *
 * <p>{@link io.weir.bench.load.LoadCommand} is the process; {@link io.weir.bench.load.Subscribers}
 * opens the connections and owns the one event loop; each {@link io.weir.bench.load.Subscriber}
 * reads its socket through a {@link io.weir.bench.load.FrameScanner} into the loop's {@link
 * io.weir.bench.load.Tally}. Threads: the event loop, and the main thread that takes orders. What
 * they send, if they are told to, is a row of {@link io.weir.bench.load.MaskedFrames}. Producing to
 * Kafka does not belong here.
 */
@NullMarked
package io.weir.bench.load;

import org.jspecify.annotations.NullMarked;
