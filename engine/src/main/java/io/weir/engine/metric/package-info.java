/**
 * The names of all counters, and counters that their one writer bumps without a fence.
 *
 * <p>Every room counts here; the admin address reads. Rendering them does not belong here.
 */
@NullMarked
package io.weir.engine.metric;

import org.jspecify.annotations.NullMarked;
