/**
 * The left edge: listeners, handshakes and sockets on Netty.
 *
 * <p>Called by the composition root; calls the engine's {@link io.weir.engine.listener.Door} for
 * each handshake and an {@link io.weir.engine.socket.Acceptor} for each one that may enter.
 * Threads: the event loops, each of which owns its connections; {@link io.weir.netty.NettyLoops}
 * starts and stops them; and one thread for each listener with TLS, which looks at its files.
 * Netty's types do not leave this package, and Kafka's never enter it.
 */
@NullMarked
package io.weir.netty;

import org.jspecify.annotations.NullMarked;
