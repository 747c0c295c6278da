/**
 * {@code weir dev}: everything in one process, with a simulated fleet of trucks to look at.
 *
 * <p>The fleet is a pure model that is stepped by a clock; the command wires it to a node and a
 * writer. What {@code start} needs as well belongs to {@code node}.
 */
@NullMarked
package io.weir.cli.dev;

import org.jspecify.annotations.NullMarked;
