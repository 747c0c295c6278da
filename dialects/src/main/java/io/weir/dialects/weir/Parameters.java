package io.weir.dialects.weir;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.From;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.Notices;
import io.weir.engine.link.Pace;
import io.weir.engine.link.Subscription;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Labels;
import io.weir.engine.stream.Stream;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the query of a subscription asks for, and the headers that stand for a part of it. */
record Parameters(KeyFilter keys, FrameKind frame, From from, Pace pace, Notices notices) {
  private static final String FRAME = "frame";
  private static final List<FrameKind> FRAMES = List.of(FrameKind.VALUE, FrameKind.RECORD);
  private static final Set<String> KNOWN =
      Set.of(
          KeyPatterns.KEY,
          Beginning.FROM,
          Beginning.LAST,
          FRAME,
          PaceParameters.SLOW,
          PaceParameters.MAX_RATE,
          NoticesParameters.NOTICES,
          NoticesParameters.ON_GAP,
          NoticesParameters.HELLO,
          NoticesParameters.CURSOR,
          WeirCredentials.USERNAME,
          WeirCredentials.API_KEY,
          WeirCredentials.TOKEN);

  /**
   * Reads what was asked of a stream.
   *
   * @throws io.weir.engine.error.RefusedException naming the first parameter that is wrong
   */
  static Parameters of(Handshake handshake, Stream stream, Instant now) {
    Query query = new Query(handshake.query());
    query.refuseUnknown(KNOWN);
    KeyFilter keys = KeyPatterns.of(query);
    FrameKind frame = query.choice(FRAME, FRAMES, FrameKind::id).orElse(FrameKind.VALUE);
    From from = new Beginning(stream, now).of(handshake, query);
    Pace pace = PaceParameters.of(query);
    return new Parameters(keys, frame, from, pace, NoticesParameters.of(query, frame, pace));
  }

  Subscription subscription(Stream stream, Labels labels) {
    return new Subscription(stream, keys, frame, from, pace, notices, labels);
  }
}
