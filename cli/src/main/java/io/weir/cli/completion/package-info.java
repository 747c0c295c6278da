/**
 * {@code weir completion}: a script with which a shell completes Weir's commands and options.
 *
 * <p>Called by: the command line. Calls: picocli, whose model of all commands is what a script is
 * made from. Thread: main.
 *
 * <p>Does not belong here: which values an option takes; each option says so itself.
 */
@NullMarked
package io.weir.cli.completion;

import org.jspecify.annotations.NullMarked;
