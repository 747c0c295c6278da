/**
 * The in-memory twins of the log and its writer, and the contracts that they share with the real
 * ones.
 *
 * <p>A {@link io.weir.testing.stream.MemoryLog} holds topics; its {@link
 * io.weir.testing.stream.ManualTail}s, which are its tails and its readers, are stepped by a test,
 * or each by a thread of its own. Called by tests; calls the followers of the stream port. Kafka
 * does not belong here.
 */
@NullMarked
package io.weir.testing.stream;

import org.jspecify.annotations.NullMarked;
