/**
 * The least a fan-out server can do: one prebuilt frame, one write, nothing else.
 *
 * <p>{@link io.weir.bench.floor.FloorCommand} is the process, {@link
 * io.weir.bench.floor.FloorWriter} the loop that is measured. One thread. Anything that makes it
 * more useful makes it less of a floor and does not belong here.
 *
 * <p>{@link io.weir.bench.floor.SinkCommand} and {@link io.weir.bench.floor.ProduceCommand} are the
 * floors of the way in: frames that are read and counted, and a bare producer.
 *
 * <p>{@link io.weir.bench.floor.ConsumeCommand} is the floor of reading the past: a bare consumer,
 * in a process of its own.
 */
@NullMarked
package io.weir.bench.floor;

import org.jspecify.annotations.NullMarked;
