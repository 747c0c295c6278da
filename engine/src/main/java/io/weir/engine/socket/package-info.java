/**
 * One end of an open WebSocket, or of a response that does not end, the loop that owns it, and the
 * memory that frames live in.
 *
 * <p>Implemented by the Netty edge and by in-memory twins in {@code testing}. Accept and dial each
 * produce a {@link io.weir.engine.socket.Socket}; in and out each consume one. A {@link
 * io.weir.engine.socket.Roster} keeps the open sockets of one loop for the edge: pings, idleness,
 * draining. Thread: the loop of the socket. HTTP does not belong here.
 */
@NullMarked
package io.weir.engine.socket;

import org.jspecify.annotations.NullMarked;
