/**
 * Words for people: what they probably meant to type, and how durations read.
 *
 * <p>Called wherever something is refused. Pure.
 */
@NullMarked
package io.weir.engine.text;

import org.jspecify.annotations.NullMarked;
