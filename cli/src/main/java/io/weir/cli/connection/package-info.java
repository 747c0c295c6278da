/**
 * A client's connection to a WebSocket server, Weir's or another's, for the commands that are
 * clients.
 *
 * <p>{@link io.weir.cli.connection.ConnectionOptions} says where to and as whom; {@link
 * io.weir.cli.connection.Follower} connects, and decides after every {@link
 * io.weir.cli.connection.Ending} what comes next; {@link io.weir.cli.connection.WebSocketConnector}
 * is one connection after the other.
 *
 * <p>Threads: the follower's loop runs on the caller's; messages arrive one at a time on the thread
 * on which the HTTP client reads, so that a receiver that is slow slows the connection.
 *
 * <p>Does not belong here: what the messages mean, but for the refusals of handshakes.
 */
@NullMarked
package io.weir.cli.connection;

import org.jspecify.annotations.NullMarked;
