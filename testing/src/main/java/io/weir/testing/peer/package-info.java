/**
 * A WebSocket server for those who dial, which behaves badly on purpose.
 *
 * <p>A {@link io.weir.testing.peer.FlakyPeer} listens on a real port; how it treats each connection
 * is a {@link io.weir.testing.peer.Conduct}, which a {@link io.weir.testing.peer.Plan} chooses, and
 * what it saw of one is a {@link io.weir.testing.peer.Visit}. It writes and reads frames with the
 * code of {@code testing.socket} and none of the engine's. Used by tests of whole processes, and as
 * a program of its own ({@link io.weir.testing.peer.FlakyPeerMain}); calls nobody. Threads: one
 * that accepts, one for each connection, another one for each that is fed. What a test wants of
 * what was seen does not belong here.
 */
@NullMarked
package io.weir.testing.peer;

import org.jspecify.annotations.NullMarked;
