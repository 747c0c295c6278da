/**
 * The way out from the log to a peer that we have connected to: every record, until the peer has
 * confirmed it.
 *
 * <p>One {@link io.weir.engine.link.push.Push} for each link and node. While this node owns the
 * link's claim there is a {@link io.weir.engine.link.push.Delivery}: it finds out where to begin,
 * has an {@link io.weir.engine.link.push.Packer} read and encode on a thread of its own, keeps what
 * came in a {@link io.weir.engine.link.push.Window} until it is confirmed, and commits behind that.
 * The {@link io.weir.engine.link.push.PushSession} of the open socket sends from the window and
 * learns by a {@link io.weir.engine.link.push.Proof} what has arrived. A window outlives its
 * sockets, so what a lost connection leaves unconfirmed is sent again from memory.
 *
 * <p>The composition root makes pushes and hands their acceptors to whoever dials. Thread: the
 * link's loop, but for the packer. How to connect does not belong here.
 */
@NullMarked
package io.weir.engine.link.push;

import org.jspecify.annotations.NullMarked;
