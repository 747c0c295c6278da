/**
 * Processes from outside and from inside: start them, pin them, give them orders, read what they
 * cost.
 *
 * <p>The experiments call in. What a figure means does not belong here.
 */
@NullMarked
package io.weir.bench.process;

import org.jspecify.annotations.NullMarked;
