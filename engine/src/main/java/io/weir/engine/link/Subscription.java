package io.weir.engine.link;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.stream.Stream;

/**
 * What a session asked for.
 *
 * @param labels under which it is counted: listener, dialect, stream, link
 */
public record Subscription(
    Stream stream,
    KeyFilter keys,
    FrameKind frame,
    From from,
    Pace pace,
    Notices notices,
    Labels labels) {

  /** Live, and without a word besides the records. */
  public Subscription(Stream stream, KeyFilter keys, FrameKind frame, Labels labels) {
    this(stream, keys, frame, From.LATEST, Pace.DEFAULT, Notices.NONE, labels);
  }
}
