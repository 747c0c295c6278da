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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the query of a subscription asks for, and the headers that stand for a part of it. */
record Parameters(KeyFilter keys, FrameKind frame, From from, Pace pace, Notices notices) {
  private static final String FRAME = "frame";
  private static final List<FrameKind> FRAMES =
      List.of(FrameKind.VALUE, FrameKind.RECORD, FrameKind.CLOUDEVENTS);
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
    return of(handshake, stream, Set.of(), now);
  }

  /**
   * The same where other parameters mean something, too.
   *
   * @param others their names
   */
  static Parameters of(Handshake handshake, Stream stream, Set<String> others, Instant now) {
    Query query = new Query(handshake.query());
    Set<String> known = new HashSet<>(KNOWN);
    known.addAll(others);
    query.refuseUnknown(known);
    KeyFilter keys = KeyPatterns.of(query);
    FrameKind frame = frame(handshake, query);
    From from = new Beginning(stream, now).of(handshake, query);
    Pace pace = PaceParameters.of(query, stream.slow());
    return new Parameters(keys, frame, from, pace, NoticesParameters.of(query, frame, pace));
  }

  private static FrameKind frame(Handshake handshake, Query query) {
    Optional<FrameKind> spoken = Subprotocols.frame(handshake);
    FrameKind frame =
        query.choice(FRAME, FRAMES, FrameKind::id).orElseGet(() -> spoken.orElse(FrameKind.VALUE));
    if (spoken.isPresent() && spoken.get() != frame) {
      throw Wrong.value(
          FRAME,
          frame.id(),
          "the subprotocol that is offered means %1$s; leave frame out, or give frame=%1$s"
              .formatted(spoken.get().id()));
    }
    return frame;
  }

  Subscription subscription(Stream stream, Labels labels) {
    return new Subscription(stream, keys, frame, from, pace, notices, labels);
  }
}
