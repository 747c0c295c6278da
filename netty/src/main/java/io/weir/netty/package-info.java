/**
 * The left edge: listeners, the dialer, handshakes and sockets on Netty.
 *
 * <p>Called by the composition root; calls the engine's {@link io.weir.engine.listener.Door} for
 * each handshake and an {@link io.weir.engine.socket.Acceptor} for each one that may enter. Links
 * that dial call {@link io.weir.netty.NettyDialer}, which hands an acceptor what a peer has agreed
 * to; from there on both ends share everything but the direction of the masks. Threads: the event
 * loops, each of which owns its connections; {@link io.weir.netty.NettyLoops} starts and stops
 * them; one thread for each listener with TLS, which looks at its files; and one for the name and
 * the files of each attempt to dial. Netty's types do not leave this package, and Kafka's never
 * enter it.
 */
@NullMarked
package io.weir.netty;

import org.jspecify.annotations.NullMarked;
