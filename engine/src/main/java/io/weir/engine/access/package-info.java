/**
 * Who is at the other end, and what they may do.
 *
 * <p>Called by the door of a listener with the credentials that its dialect has found in a
 * handshake; they live for the length of a check and are never written anywhere. Made from the
 * settings. Any thread. Where in a request credentials stand does not belong here.
 */
@NullMarked
package io.weir.engine.access;

import org.jspecify.annotations.NullMarked;
