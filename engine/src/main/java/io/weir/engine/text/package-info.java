/**
 * Words for people: guessing at what they meant to type.
 *
 * <p>Called wherever something unknown is refused. Pure.
 */
@NullMarked
package io.weir.engine.text;

import org.jspecify.annotations.NullMarked;
