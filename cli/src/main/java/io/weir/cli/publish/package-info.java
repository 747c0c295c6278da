/**
 * {@code weir publish}: a client that sends lines or files to a stream, Weir's or another's.
 *
 * <p>{@link io.weir.cli.publish.PublishCommand} reads the options and puts the parts together; the
 * {@link io.weir.cli.publish.Input} fills the {@link io.weir.cli.publish.Window} of what is not
 * acknowledged; a {@link io.weir.cli.publish.Delivery} sends from there over one connection after
 * the other; a {@link io.weir.cli.publish.Wire} is how a server takes a record and answers.
 *
 * <p>Threads: the follower's loop runs on main; the input is read on one thread, records are sent
 * on one for each connection, answers come on that on which the HTTP client reads, and one looks
 * every second how far it is. They meet in the window only.
 *
 * <p>Does not belong here: anything of the server; this package knows the wire only.
 */
@NullMarked
package io.weir.cli.publish;

import org.jspecify.annotations.NullMarked;
