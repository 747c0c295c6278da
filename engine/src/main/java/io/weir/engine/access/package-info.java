/**
 * Who is at the other end, and what they may do.
 *
 * <p>Called by the door of a listener. Credentials live here for the length of a check and are
 * never written anywhere.
 */
@NullMarked
package io.weir.engine.access;

import org.jspecify.annotations.NullMarked;
