/**
 * The in-memory twins of the socket port, and the contract that they share with the real ones.
 *
 * <p>Tests step a {@link io.weir.testing.socket.ManualLoop} by hand; a {@link
 * io.weir.testing.socket.MemorySocket} lives on it and a {@link io.weir.testing.socket.MemoryPeer}
 * plays the other end, byte for byte, with a parser and a writer of frames that share no code with
 * the engine's. Called by tests; calls the port. Nothing here opens a real socket.
 */
@NullMarked
package io.weir.testing.socket;

import org.jspecify.annotations.NullMarked;
