package io.weir.dialects.weir;

import io.weir.engine.config.PublicationSettings;
import io.weir.engine.link.in.Acks;
import io.weir.engine.link.in.HeaderRule;
import io.weir.engine.link.in.HeaderSource;
import io.weir.engine.link.in.KeyFrom;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.link.in.OnFull;
import io.weir.engine.link.in.Publication;
import io.weir.engine.link.in.RecordForm;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Labels;
import io.weir.engine.stream.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a handshake says of what its client will send: {@code ack}, {@code on_full}, and what the
 * rules of its link take from there.
 */
final class PublicationParameters {
  private static final String ACK = "ack";
  private static final String ON_FULL = "on_full";

  private final Handshake handshake;
  private final Query query;
  private final Inlets.Found at;
  private final PublicationSettings settings;

  PublicationParameters(Handshake handshake, Inlets.Found at) {
    this.handshake = handshake;
    this.query = new Query(handshake.query());
    this.at = at;
    this.settings = at.inlet().settings();
  }

  /** The names of the parameters that mean something there. */
  static Set<String> known(Inlet inlet) {
    Set<String> known = new HashSet<>(Set.of(ACK, ON_FULL));
    if (inlet.settings().key() instanceof KeyRule.Query(String parameter)) {
      known.add(parameter);
    }
    return known;
  }

  /** Refuses parameters that mean nothing where nothing goes out. */
  void refuseUnknown() {
    Set<String> known = known(at.inlet());
    known.addAll(Set.of(WeirCredentials.USERNAME, WeirCredentials.API_KEY, WeirCredentials.TOKEN));
    query.refuseUnknown(known);
  }

  /**
   * What the client will publish.
   *
   * @param standard the acknowledgements of those who do not say
   * @throws io.weir.engine.error.RefusedException naming the first parameter that is wrong
   */
  Publication publication(Acks standard, Labels labels) {
    Acks acks = query.one(ACK).map(PublicationParameters::acks).orElse(standard);
    OnFull onFull = query.choice(ON_FULL, OnFull.values(), OnFull::id).orElse(settings.onFull());
    return new Publication(at.inlet().stream(), form(), acks, onFull, at.inlet().refused(), labels);
  }

  private static Acks acks(String text) {
    return Acks.parse(text)
        .orElseThrow(
            () ->
                Wrong.value(
                    ACK, text, "give none, each, or every:N with N from 1 to " + Acks.MAX_EVERY));
  }

  RecordForm form() {
    return new RecordForm(
        settings.format().orElse(at.inlet().stream().format()),
        settings.split(),
        key(settings.key()),
        headers(),
        settings.timestamp(),
        settings.id());
  }

  KeyFrom key(KeyRule rule) {
    return switch (rule) {
      case KeyRule.None() -> new KeyFrom.Nowhere();
      case KeyRule.Constant(String key) -> session(key);
      case KeyRule.Path() -> session(at.key());
      case KeyRule.Pointer(var pointer, boolean required) -> new KeyFrom.Value(pointer, required);
      case KeyRule.Query(String parameter) ->
          query
              .one(parameter)
              .filter(key -> !key.isEmpty())
              .map(PublicationParameters::session)
              .orElseThrow(
                  () ->
                      Wrong.refused(
                          "parameter %s is missing: give the key of what you send"
                              .formatted(parameter)));
      case KeyRule.Header(String name) ->
          handshake
              .header(name)
              .filter(key -> !key.isEmpty())
              .map(PublicationParameters::session)
              .orElseThrow(
                  () ->
                      Wrong.refused(
                          "header %s is missing: give the key of what you send".formatted(name)));
    };
  }

  private static KeyFrom session(String key) {
    return new KeyFrom.Session(key.getBytes(StandardCharsets.UTF_8));
  }

  List<HeaderRule> headers() {
    List<HeaderRule> rules = new ArrayList<>();
    settings.headers().forEach((name, source) -> rule(name, source).ifPresent(rules::add));
    return List.copyOf(rules);
  }

  private Optional<HeaderRule> rule(String name, HeaderSource source) {
    return switch (source) {
      case HeaderSource.Constant(String value) -> Optional.of(fixed(name, value));
      case HeaderSource.Handshake(String header) ->
          handshake.header(header).map(value -> fixed(name, value));
      case HeaderSource.Address() -> Optional.of(new HeaderRule.Address(name));
      case HeaderSource.Principal() -> Optional.of(new HeaderRule.Principal(name));
    };
  }

  private static HeaderRule fixed(String name, String value) {
    return new HeaderRule.Fixed(new Header(name, value.getBytes(StandardCharsets.UTF_8)));
  }
}
