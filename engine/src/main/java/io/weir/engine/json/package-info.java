/**
 * Looks into JSON that others sent, as a stream: no tree is built, and nothing is kept.
 *
 * <p>Called by links for keys, ids, replies and what is remembered of a message; calls Jackson's
 * parser. Pure, any thread. Writing JSON, and checking a whole document, do not belong here.
 */
@NullMarked
package io.weir.engine.json;

import org.jspecify.annotations.NullMarked;
