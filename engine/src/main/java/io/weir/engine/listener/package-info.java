/**
 * What a listener knows before a socket exists: the handshake, the door that guards it, and the
 * dialect that answers it; and what trusted proxies tell of it.
 *
 * <p>Called by the Netty edge, on the loop of the connection; implemented by the dialects; asks
 * {@code access} who may enter. Pure. What becomes of an accepted handshake is the affair of {@code
 * socket}.
 */
@NullMarked
package io.weir.engine.listener;

import org.jspecify.annotations.NullMarked;
