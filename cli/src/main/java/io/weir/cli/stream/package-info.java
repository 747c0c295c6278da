/**
 * {@code weir stream}: a client that prints what a WebSocket sends, Weir's or another's.
 *
 * <p>{@link io.weir.cli.stream.StreamCommand} reads the options and puts the parts together, those
 * of {@link io.weir.cli.connection} first; {@link io.weir.cli.stream.Printer} turns a message into
 * a line; {@link io.weir.cli.stream.Bookmark} is where the next connection goes on, {@link
 * io.weir.cli.stream.CursorFile} where the next run does.
 *
 * <p>Threads: the follower's loop runs on main; messages arrive one at a time on the thread on
 * which the HTTP client reads, where they are printed, so that a reader that is slow slows the
 * connection. The cursor is written to its file on a thread of its own.
 *
 * <p>Does not belong here: anything of the server; this package knows the wire only.
 */
@NullMarked
package io.weir.cli.stream;

import org.jspecify.annotations.NullMarked;
