/**
 * Measures Weir from outside, as its users meet it: {@code weir bench}.
 *
 * <p>{@link io.weir.bench.BenchCommand} is the way in, for the command line and for the processes
 * that an experiment starts. {@code experiment} starts them, steers them and prints medians; {@code
 * process} is what it needs for that: children, cores, {@code /proc}. {@code load} subscribes,
 * {@code publish} produces, {@code floor} is the least a server can do; each is a process of its
 * own that takes {@linkplain io.weir.bench.process.Orders orders} on standard input. {@code micro}
 * holds the JMH benchmarks.
 *
 * <p>Nobody calls in but the command line, and the server under test is only ever reached through
 * its sockets, its ready file and {@code /proc}. Code that the server needs does not belong here.
 */
@NullMarked
package io.weir.bench;

import org.jspecify.annotations.NullMarked;
