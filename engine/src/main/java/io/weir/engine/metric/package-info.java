/**
 * The names of all numbers, and counters that their one writer bumps without a fence.
 *
 * <p>Every module takes its counters and histograms here and keeps them; gauges are computed on the
 * thread of whoever reads. The admin address reads. Rendering does not belong here.
 */
@NullMarked
package io.weir.engine.metric;

import org.jspecify.annotations.NullMarked;
