/**
 * The experiments: fan-out, idle connections, start-up, replays, stuck subscribers, ingest. Each
 * starts its processes, repeats its measurements in turn and reports medians.
 *
 * <p>Called by {@code weir bench}; calls {@code process} and, through orders, the processes of the
 * other packages. One thread.
 */
@NullMarked
package io.weir.bench.experiment;

import org.jspecify.annotations.NullMarked;
