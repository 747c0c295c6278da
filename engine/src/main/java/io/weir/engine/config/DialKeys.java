package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.ListOf;
import io.weir.engine.config.schema.Place;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.config.schema.WordOr;
import io.weir.engine.dial.BackoffSettings;
import io.weir.engine.dial.DialSettings;
import io.weir.engine.dial.OpenMessage;
import io.weir.engine.dial.Template;
import io.weir.engine.json.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of a link that say how it dials, whichever way its records go. */
final class DialKeys {
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  static final Key<String> NAME =
      Key.required(
          "name",
          Scalars.NAMED,
          "",
          "What its group, metrics and environment variables call it; unique, also in the cluster.");

  static final Key<Template> SEND =
      Key.required("send", RemoteKeys.MESSAGE, Template.parse(""), "The text message.");

  static final Key<Duration> WITHIN =
      Key.of(
          "within", Scalars.duration(MILLI, DAY), Duration.ofSeconds(10), "How long it may take.");

  static final Key<OpenMessage.Reply> WAIT =
      Key.optional(
          "wait",
          Table.of(
              List.of(PatternKeys.MATCH, PatternKeys.TEXT, WITHIN),
              values -> new OpenMessage.Reply(PatternKeys.build(values), values.get(WITHIN))),
          "goes on at once",
          "The reply that has to come before the next message is sent. It is no record; whatever else"
              + " comes meanwhile is. A missing one is a failure.");

  static final Key<List<Placed<OpenMessage>>> OPEN =
      Key.collection(
          "open",
          new ListOf<>(
              new WordOr<>(
                  Scalar.template(
                      "a text message, or a mapping with send and wait",
                      text -> RemoteKeys.template(text).map(DialKeys::message),
                      text -> "•••"),
                  Table.of(
                      List.of(SEND, WAIT),
                      values -> new OpenMessage(values.get(SEND), values.find(WAIT)))),
              "a list of messages, such as ['{\"op\":\"subscribe\"}']"),
          List.of(),
          "none",
          "Messages that are sent after each connect, in this order: each a text, or a mapping.");

  static final Key<Duration> EVERY =
      Key.required("every", Scalars.duration(Duration.ofMillis(100), DAY), SECOND, "How often.");

  static final Key<String> BEAT = Key.required("send", RemoteKeys.TEXT, "", "The text message.");

  static final Key<DialSettings.Heartbeat> HEARTBEAT =
      Key.optional(
          "heartbeat",
          Table.of(
              List.of(EVERY, BEAT),
              values -> new DialSettings.Heartbeat(values.get(EVERY), values.get(BEAT))),
          "none",
          "A message that the peer wants now and then.");

  static final Key<Duration> EXPECT =
      Key.optional(
          "expect",
          Table.of(List.of(EVERY), values -> values.get(EVERY)),
          "the peer may be silent",
          "If no message comes for so long, the connection is made anew.");

  static final Key<JsonPointer> POINTER =
      Key.required(
          "pointer",
          PatternKeys.POINTER,
          JsonPointer.parse(""),
          "Where in a message the value stands.");

  static final Key<JsonPointer> RESUME =
      Key.optional(
          "resume",
          Table.of(List.of(POINTER), values -> values.get(POINTER)),
          "nothing is remembered",
          "What is remembered of the last message whose records Kafka has: `dial`, `headers` and"
              + " `open` have it as `${last./pointer}` or `${last./pointer:default}`. It survives"
              + " restarts, and moves with the link to other nodes. Text, a number, `true` or"
              + " `false`, up to 1024 characters.");

  static final Key<Duration> MIN =
      Key.of(
          "min",
          Scalars.duration(MILLI, Duration.ofHours(1)),
          BackoffSettings.DEFAULT.min(),
          "The longest wait after the first failure; it doubles with each.");

  static final Key<Duration> MAX =
      Key.of(
          "max",
          Scalars.duration(MILLI, Duration.ofHours(1)),
          BackoffSettings.DEFAULT.max(),
          "The longest of all, and at least half of it after an answer that says that trying again"
              + " is of no use: 401, 403, 404, close codes 1002, 1003, 1007 to 1010 and 4500 to 4999.");

  static final Key<BackoffSettings> BACKOFF =
      Key.section(
          "backoff",
          Table.of(List.of(MIN, MAX), DialKeys::backoff),
          "How long it waits between attempts: anything up to the longest wait, so that not all come"
              + " back at once.");

  static final Key<Duration> PING_EVERY =
      Key.of(
          "every",
          Scalars.duration(Duration.ZERO, DAY),
          DialSettings.Ping.DEFAULT.every(),
          "How often; `0s`: never.");

  static final Key<Duration> PING_TIMEOUT =
      Key.of(
          "timeout",
          Scalars.duration(Duration.ofMillis(100), DAY),
          DialSettings.Ping.DEFAULT.timeout(),
          "How long the peer may take to show a sign of life.");

  static final Key<DialSettings.Ping> PING =
      Key.section(
          "ping",
          Table.of(
              List.of(PING_EVERY, PING_TIMEOUT),
              values -> new DialSettings.Ping(values.get(PING_EVERY), values.get(PING_TIMEOUT))),
          "How a peer that has gone without a word is noticed.");

  /** All of them, without the stream. */
  static final List<Key<?>> ALL =
      Stream.concat(
              Stream.of(NAME),
              Stream.concat(
                  RemoteKeys.ALL.stream(),
                  Stream.of(OPEN, HEARTBEAT, EXPECT, RESUME, BACKOFF, PING)))
          .toList();

  private DialKeys() {}

  static DialSettings build(Values values) {
    List<Placed<OpenMessage>> open = values.get(OPEN);
    Optional<JsonPointer> resume = values.find(RESUME);
    DialSettings settings =
        new DialSettings(
            RemoteKeys.build(values),
            open.stream().map(Placed::value).toList(),
            values.find(HEARTBEAT),
            values.find(EXPECT),
            resume,
            values.get(BACKOFF),
            values.get(PING));
    if (values.sound(RESUME)) {
      checkLast(values, settings, open);
    }
    return settings;
  }

  /** What stands for a value has one. */
  private static void checkLast(
      Values values, DialSettings settings, List<Placed<OpenMessage>> open) {
    check(values.at(RemoteKeys.DIAL), settings.remote().uri(), settings.resume(), values);
    for (Map.Entry<String, Template> header : settings.remote().headers()) {
      check(values.at(RemoteKeys.HEADERS), header.getValue(), settings.resume(), values);
    }
    for (Placed<OpenMessage> message : open) {
      check(message.place(), message.value().send(), settings.resume(), values);
    }
  }

  private static void check(
      Place at, Template template, Optional<JsonPointer> resume, Values values) {
    for (JsonPointer pointer : template.pointers()) {
      if (!resume.equals(Optional.of(pointer))) {
        String known =
            resume
                .map(other -> "`resume` remembers " + other)
                .orElse("write `resume: {pointer: " + pointer + "}`");
        values.reading().problem(at, "${last." + pointer + "} is unknown: " + known);
      }
    }
  }

  private static OpenMessage message(Template send) {
    return new OpenMessage(send, Optional.empty());
  }

  private static BackoffSettings backoff(Values values) {
    BackoffSettings backoff = new BackoffSettings(values.get(MIN), values.get(MAX));
    if (backoff.max().compareTo(backoff.min()) < 0 && values.sound(MIN, MAX)) {
      values.problem(MAX, "is shorter than `min`");
      return BackoffSettings.DEFAULT;
    }
    return backoff;
  }
}
