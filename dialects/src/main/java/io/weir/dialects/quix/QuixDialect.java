package io.weir.dialects.quix;

import io.weir.engine.access.Credentials;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.From;
import io.weir.engine.link.Notices;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Pace;
import io.weir.engine.link.Subscription;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.BasicCredentials;
import io.weir.engine.listener.Dialect;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Labels;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers handshakes of Quix's clients. Any loop; immutable. */
public final class QuixDialect implements Dialect {
  private static final String NAME = "quix";
  private static final CloseReason UNAUTHORIZED = new CloseReason(1008, "Unauthorized");

  /** Quix's clients know neither notices nor our close codes, and go on whatever is missing. */
  private static final Notices UNTOLD = new Notices(false, Notices.OnGap.COUNT, 0, Duration.ZERO);

  private final Stream stream;
  private final Outs outs;
  private final Labels labels;

  /**
   * A dialect that serves one stream.
   *
   * @param listener the name under which sessions are counted
   */
  public QuixDialect(String listener, Stream stream, Outs outs) {
    this.stream = stream;
    this.outs = outs;
    this.labels =
        Labels.of("listener", listener)
            .and("dialect", NAME)
            .and("stream", stream.name())
            .and("link", "");
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Quix compares what was sent with the key: {@code /100%} is the key {@code 100%}. */
  @Override
  public boolean takesTargetsAsSent() {
    return true;
  }

  /** In the header, or in the query for browsers, which cannot set it. */
  @Override
  public List<Credentials> credentials(Handshake handshake) {
    return java.util.stream.Stream.concat(
            BasicCredentials.authorization(handshake).stream(),
            BasicCredentials.query(handshake).stream())
        .collect(Collectors.toUnmodifiableList());
  }

  /** Every path leads somewhere: to the records that have, or will have, this key. */
  @Override
  public Answer answer(Handshake handshake) {
    Subscription subscription =
        new Subscription(
            stream,
            QuixPath.keys(handshake),
            FrameKind.JSON,
            From.LATEST,
            Pace.DEFAULT,
            UNTOLD,
            labels);
    return new Answer.Accept(outs.subscribe(subscription), Optional.empty());
  }

  @Override
  public Answer refuse(Handshake handshake, Refusal refusal) {
    if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
      return new Answer.Close(refusal, UNAUTHORIZED);
    }
    boolean visible = !handshake.upgrade() || handshake.header("origin").isEmpty();
    return new Answer.Refuse(refusal, visible);
  }
}
