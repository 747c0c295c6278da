/**
 * Streams tied to sockets: the way out from the log to sessions.
 *
 * <p>On the tail, a stream's {@link io.weir.engine.link.Feed} cuts what was read into {@link
 * io.weir.engine.link.Batch}es, encoded once per kind of frame that somebody wants, and hands each
 * to the {@link io.weir.engine.link.Audience} of every loop that has sessions, with one task. On
 * the loop, the audience finds the {@link io.weir.engine.link.OutSession}s that want some of it, by
 * exact key, by prefix or all, and each writes its frames and flushes once. A session joins through
 * the same two threads, so that its position is the end of a batch.
 *
 * <p>Each loop is a {@link io.weir.engine.link.Hub}, whose {@link io.weir.engine.link.Hop} bounds
 * what all tails together have handed to it, in bytes of frames: looked at before each batch, it is
 * passed by one batch a tail at most. While a loop is full its tails hold; one that takes nothing
 * for the patience is left out, and its sessions are behind when it moves again. What a session has
 * not sent is bounded too: past that it is behind, or treated as it asked ({@link
 * io.weir.engine.link.Pace}).
 *
 * <p>A session that is behind keeps a position. {@link io.weir.engine.link.CatchUp} finds it a
 * {@link io.weir.engine.link.Replay}: a pass over the past, for all who are about as far behind,
 * with an audience on every loop, too. When that has come to where the tail is, the feed takes its
 * audiences over, between two batches. {@link io.weir.engine.link.Beginnings} knows where sessions
 * begin, {@link io.weir.engine.link.Scans} find the most recent records; who cannot share frames is
 * {@link io.weir.engine.link.Apart}.
 *
 * <p>{@link io.weir.engine.link.Sessions} shows operators what each loop has, and closes one.
 *
 * <p>{@link io.weir.engine.link.Outs} is the whole of it for dialects, which call in; it calls the
 * ports of {@code stream} and {@code socket} and the encoders of {@code frame}. What a URL means
 * does not belong here.
 */
@NullMarked
package io.weir.engine.link;

import org.jspecify.annotations.NullMarked;
