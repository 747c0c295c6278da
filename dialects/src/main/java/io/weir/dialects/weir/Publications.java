package io.weir.dialects.weir;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.link.in.Acks;
import io.weir.engine.link.in.KeyFrom;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.link.in.OnFull;
import io.weir.engine.link.in.Publication;
import io.weir.engine.link.in.RecordForm;
import io.weir.engine.link.in.Split;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Labels;
import io.weir.engine.socket.Opener;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the streams of one socket of {@code weir.v1} are written to: as the rules of each say, but
 * that a message is a record and may bring its key. Thread: the socket's loop.
 */
final class Publications {
  private final Handshake handshake;
  private final Opener opener;
  private final Function<Stream, Labels> labels;
  private final Map<Inlet, Made> made = new HashMap<>();

  /** A publication, and the headers of its records. */
  private record Made(Publication publication, List<Header> headers) {}

  Publications(Handshake handshake, Opener opener, Function<Stream, Labels> labels) {
    this.handshake = handshake;
    this.opener = opener;
    this.labels = labels;
  }

  Publication of(Inlet inlet) {
    return made(inlet).publication();
  }

  /** What becomes of a message. */
  RecordForm.Outcome read(Command.Publish wish) {
    Made at = made(wish.inlet());
    RecordForm form =
        wish.key()
            .map(key -> at.publication().form().with(key.bytes()))
            .orElse(at.publication().form());
    if (wish.key().isEmpty() && needsKey(wish.inlet().settings().key())) {
      return new RecordForm.Unfit(
          new Refusal(ErrorCode.INVALID_RECORD, "give a key: this stream's records have one"),
          null);
    }
    byte[] value = wish.value();
    if (value != null && value.length > wish.inlet().maxMessageBytes()) {
      return new RecordForm.Unfit(
          new Refusal(
              ErrorCode.RECORD_TOO_LARGE,
              "a record of %d bytes: this stream takes %d"
                  .formatted(value.length, wish.inlet().maxMessageBytes())),
          null);
    }
    List<Header> headers = new ArrayList<>(at.headers());
    headers.addAll(wish.headers());
    return form.read(wish.value(), List.copyOf(headers), System.currentTimeMillis());
  }

  /** Whether a handshake would have it, of which there is one for all streams here. */
  private static boolean needsKey(KeyRule rule) {
    return rule instanceof KeyRule.Query
        || rule instanceof KeyRule.Header
        || rule instanceof KeyRule.Path;
  }

  private Made made(Inlet inlet) {
    return made.computeIfAbsent(inlet, this::make);
  }

  private Made make(Inlet inlet) {
    var parameters = new PublicationParameters(handshake, new Inlets.Found("", inlet, ""));
    KeyRule rule = inlet.settings().key();
    RecordForm form =
        new RecordForm(
            inlet.settings().format().orElse(inlet.stream().format()),
            Split.NONE,
            needsKey(rule) ? new KeyFrom.Nowhere() : parameters.key(rule),
            parameters.headers(),
            inlet.settings().timestamp(),
            Optional.empty());
    Publication publication =
        new Publication(
            inlet.stream(),
            form,
            Acks.EACH,
            OnFull.WAIT,
            inlet.refused(),
            labels.apply(inlet.stream()));
    return new Made(publication, form.headers(opener));
  }
}
