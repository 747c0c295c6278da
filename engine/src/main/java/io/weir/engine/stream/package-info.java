/**
 * Streams and their records, and the port through which they are read from the log.
 *
 * <p>Implemented by the Kafka edge and by its in-memory twin in {@code testing}. A {@link
 * io.weir.engine.stream.Tail} is a thread; everything that follows a stream runs on it. {@link
 * io.weir.engine.stream.Claims} say which node of the cluster has a link, and keep what its owner
 * commits. Encoding and sessions do not belong here.
 */
@NullMarked
package io.weir.engine.stream;

import org.jspecify.annotations.NullMarked;
