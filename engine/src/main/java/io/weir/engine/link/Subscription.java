package io.weir.engine.link;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.stream.Stream;

/**
 * What a session asked for.
 *
 * @param labels under which it is counted: listener, dialect, stream, link
 */
public record Subscription(Stream stream, KeyFilter keys, FrameKind frame, Labels labels) {}
