/**
 * How much strangers may do before they are refused: how many connections there may be, and how
 * often something may happen.
 *
 * <p>Made by the composition root from the section {@code limits} of the settings; asked by the
 * edges, on any thread. What is refused is the affair of whoever asks. Bounds on what a session
 * holds do not belong here: they stand where it is held.
 */
@NullMarked
package io.weir.engine.limit;

import org.jspecify.annotations.NullMarked;
