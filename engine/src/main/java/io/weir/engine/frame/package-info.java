/**
 * What goes out, as complete frames of whichever wire: records, and what is told between them.
 *
 * <p>Records are encoded by a feed, on its tail, once per record and {@link
 * io.weir.engine.frame.FrameForm}; {@link io.weir.engine.frame.ControlFrame}s by a session, on its
 * loop. Takes memory from the port of {@code socket}. Matching and sending do not belong here.
 */
@NullMarked
package io.weir.engine.frame;

import org.jspecify.annotations.NullMarked;
