/**
 * The way in, from sockets to the log.
 *
 * <p>On the loop, an {@link io.weir.engine.link.in.InSession} makes records of each message, by the
 * rules of its {@link io.weir.engine.link.in.Publication}. The loop's {@link
 * io.weir.engine.link.in.Intake} gathers what all of its sessions took in during one turn, and
 * hands it to the {@link io.weir.engine.stream.Writer} at once. What the writer tells of records
 * comes back to the loop by one task for many, and each session's {@link
 * io.weir.engine.link.in.Sender} acknowledges its messages, in their order.
 *
 * <p>What is not acknowledged is bounded for a session and for a node. At the bound a socket is not
 * read any more, so that TCP slows the peer; or, for those who asked to know, messages are refused.
 *
 * <p>{@link io.weir.engine.link.in.Ins} is the whole of it for dialects and for links that dial,
 * which call in; it calls the ports of {@code stream} and {@code socket}. What a URL means does not
 * belong here.
 */
@NullMarked
package io.weir.engine.link.in;

import org.jspecify.annotations.NullMarked;
