/**
 * The native dialect: {@code ws://host/streams/{stream}?key=…&frame=…}, and links at paths of their
 * own.
 *
 * <p>{@link io.weir.dialects.weir.Parameters} reads what a client asks for, with a class for each
 * group of parameters, and refuses what makes no sense in a sentence that says what to change.
 * Credentials come in {@code Authorization}, in the query or in a subprotocol entry. {@link
 * io.weir.dialects.weir.Commands} reads the messages of {@code weir.v1} with the same classes.
 * Frames and matching do not belong here: they are the engine's.
 */
@NullMarked
package io.weir.dialects.weir;

import org.jspecify.annotations.NullMarked;
