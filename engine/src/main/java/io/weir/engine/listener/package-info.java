/**
 * What a listener knows before a socket exists: the handshake, the door that guards it, and the
 * dialect that answers it.
 *
 * <p>Called by the Netty edge, on the loop of the connection; implemented by the dialects. Pure.
 */
@NullMarked
package io.weir.engine.listener;

import org.jspecify.annotations.NullMarked;
