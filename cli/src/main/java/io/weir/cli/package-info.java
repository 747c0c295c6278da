/**
 * The command line: {@code weir} and its commands.
 *
 * <p>Called by: the launcher. Calls: each command's own package, where the composition is done. The
 * plumbing here is what the commands share: how help reads ({@link io.weir.cli.CommandTree}), how
 * errors read and which exit code they have ({@link io.weir.cli.Errors}, {@link
 * io.weir.cli.Fault}), whether to use colour ({@link io.weir.cli.Terminal}), how a signal ends the
 * process ({@link io.weir.cli.Termination}).
 *
 * <p>Threads: main; a signal runs its hooks on threads of the JVM.
 *
 * <p>Does not belong here: what a command does.
 */
@NullMarked
package io.weir.cli;

import org.jspecify.annotations.NullMarked;
