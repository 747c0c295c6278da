/**
 * The native dialect: {@code ws://host/streams/{stream}?key=…&frame=…}, and links at paths of their
 * own.
 *
 * <p>Credentials come in {@code Authorization}, in the query or in a subprotocol entry. Frames and
 * matching do not belong here: they are the engine's.
 */
@NullMarked
package io.weir.dialects.weir;

import org.jspecify.annotations.NullMarked;
