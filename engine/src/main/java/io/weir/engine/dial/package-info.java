/**
 * What dialing is, whatever the socket is used for: a link to one peer is connected, kept alive,
 * and connected again, for ever.
 *
 * <p>{@link io.weir.engine.dial.DialLink} is the state machine; {@link
 * io.weir.engine.dial.DialConnection} one attempt and the socket that comes of it, between the edge
 * and the session that uses it; {@link io.weir.engine.dial.OpenDialogue} says the opening messages,
 * {@link io.weir.engine.dial.Vigil} notices a peer that has gone, {@link
 * io.weir.engine.dial.Resume} remembers how far a feed was read. {@link
 * io.weir.engine.dial.DialLinks} are those of a node, for operators. The session is whoever
 * implements {@link io.weir.engine.dial.DialUser}.
 *
 * <p>Called by the composition root, claims and the admin address; calls {@code socket}'s {@code
 * Dialer}. Thread: one loop per link. What is sent and taken in, who owns a link, and TLS do not
 * belong here.
 */
@NullMarked
package io.weir.engine.dial;

import org.jspecify.annotations.NullMarked;
