/**
 * What one record looks like on the wire, as complete WebSocket frames.
 *
 * <p>Called by a feed, on its tail, once per record and frame kind. Matching and sending do not
 * belong here.
 */
@NullMarked
package io.weir.engine.frame;

import org.jspecify.annotations.NullMarked;
