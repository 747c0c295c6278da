package io.weir.cli.node;

import io.weir.engine.config.DialLinkSettings;
import io.weir.engine.config.PublicationSettings;
import io.weir.engine.dial.DialLink;
import io.weir.engine.dial.DialProgress;
import io.weir.engine.dial.DialUser;
import io.weir.engine.dial.LinkCounts;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.in.Acks;
import io.weir.engine.link.in.HeaderRule;
import io.weir.engine.link.in.HeaderSource;
import io.weir.engine.link.in.Ins;
import io.weir.engine.link.in.KeyFrom;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.link.in.OnFull;
import io.weir.engine.link.in.Publication;
import io.weir.engine.link.in.RecordForm;
import io.weir.engine.metric.Labels;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.stream.Claim;
import io.weir.engine.stream.Claimant;
import io.weir.engine.stream.Claims;
import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Ownership;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A link that writes what its peer sends to a stream. The node that has the link dials; what the
 * link remembers is committed as a note, so that it moves with the link.
 */
final class Tapped implements DialUser, Claimant {
  private final String name;
  private final Publication publication;
  private final Ins ins;
  private final DialLink link;
  private volatile @Nullable Ownership ownership;
  private volatile Optional<String> problem = Optional.empty();
  private @Nullable Claim claim;

  /**
   * @param streams the declared ones, by name
   */
  Tapped(DialLinkSettings settings, Links links, Ins ins, Function<String, Stream> streams) {
    this.name = settings.name();
    this.ins = ins;
    this.publication = publication(settings, streams);
    this.link = links.add(settings, this);
  }

  /** Claims the link. */
  void begin(Claims claims) {
    claim = claims.claim(name, Optional.empty(), this);
  }

  /** Others may have the link. */
  void end() {
    if (claim != null) {
      claim.leave();
    }
  }

  @Override
  public void onOwned(Ownership owned, Commit last) {
    ownership = owned;
    problem = Optional.empty();
    link.start(Optional.of(last.note()).filter(note -> !note.isEmpty()));
  }

  @Override
  public void onRefused(Refusal refusal) {
    problem = Optional.of(refusal.message());
  }

  @Override
  public LinkCounts counts() {
    return new LinkCounts(0, 0, Map.of(), problem);
  }

  @Override
  public void onLost() {
    ownership = null;
    var _ = link.stop(Links.GIVEN_UP);
  }

  @Override
  public void remember(String last) {
    Ownership owned = ownership;
    if (owned != null) {
      owned.commit(new Commit(Cursor.NOWHERE, last));
    }
  }

  @Override
  public Acceptor next(DialProgress progress) {
    return ins.tap(
        publication,
        messages -> {
          progress.onSettled(messages);
          progress.onProgress();
        });
  }

  @Override
  public boolean hearsEarly() {
    return true;
  }

  private static Publication publication(DialLinkSettings link, Function<String, Stream> streams) {
    PublicationSettings in = link.in().orElseThrow();
    Stream stream = streams.apply(link.stream());
    RecordForm form =
        new RecordForm(
            in.format().orElse(stream.format()),
            in.split(),
            key(in.key()),
            headers(in.headers()),
            in.timestamp(),
            Optional.empty());
    Labels labels =
        Labels.of("listener", "")
            .and("dialect", "")
            .and("stream", stream.name())
            .and("link", link.name());
    return new Publication(stream, form, Acks.EACH, OnFull.WAIT, in.refused().map(streams), labels);
  }

  private static KeyFrom key(KeyRule rule) {
    return switch (rule) {
      case KeyRule.Constant(String key) ->
          new KeyFrom.Session(key.getBytes(StandardCharsets.UTF_8));
      case KeyRule.Pointer(var pointer, boolean required) -> new KeyFrom.Value(pointer, required);
      case KeyRule.None none -> new KeyFrom.Nowhere();
      case KeyRule.Query query -> throw unasked();
      case KeyRule.Header header -> throw unasked();
      case KeyRule.Path path -> throw unasked();
    };
  }

  /** The settings refuse it: whoever dials asks the peer, and not the other way round. */
  private static IllegalArgumentException unasked() {
    return new IllegalArgumentException("a link that dials has no handshake of a client");
  }

  private static List<HeaderRule> headers(Map<String, HeaderSource> sources) {
    List<HeaderRule> rules = new ArrayList<>();
    sources.forEach(
        (header, source) ->
            rules.add(
                switch (source) {
                  case HeaderSource.Constant(String value) ->
                      new HeaderRule.Fixed(
                          new Header(header, value.getBytes(StandardCharsets.UTF_8)));
                  case HeaderSource.Address address -> new HeaderRule.Address(header);
                  case HeaderSource.Principal principal -> throw unasked();
                  case HeaderSource.Handshake handshake -> throw unasked();
                }));
    return List.copyOf(rules);
  }
}
