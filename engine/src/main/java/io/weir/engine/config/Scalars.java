package io.weir.engine.config;

import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.limit.Rate;
import io.weir.engine.listener.Subnet;
import io.weir.engine.text.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The single values that settings are made of. */
final class Scalars {
  private static final Pattern RATE_FORM =
      Pattern.compile("([1-9]\\d{0,6})/s(?: burst ([1-9]\\d{0,6}))?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/\\s?#A-Z]+");

  /** The name of a stream, a listener or a link; Kafka's rules for topics are the same. */
  static final Scalar<String> NAMED = name("a name: 1 to 249 letters, digits, `-`, `_` or `.`");

  static final Scalar<String> TOPIC =
      name("a topic: 1 to 249 letters, digits, `-`, `_` or `.` (Kafka's rule)");

  /** What is sent or stored as it is, on one line. */
  static final Scalar<String> WORD =
      Scalar.of(
          "text on one line, at most 249 characters",
          text ->
              text.matches("[^\\p{Cntrl}]{1,249}")
                  ? Parsed.fits(text)
                  : Parsed.unfit("is not text on one line of 1 to 249 characters"),
          Function.identity());

  static final Scalar<String> HEADER =
      Scalar.of(
          "the name of an HTTP header",
          text ->
              text.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,249}")
                  ? Parsed.fits(text)
                  : Parsed.unfit("is not the name of an HTTP header (RFC 9110 section 5.1)"),
          Function.identity());

  static final Scalar<Boolean> FLAG =
      Scalar.of(
          "`true` or `false`",
          text ->
              switch (text) {
                case "true" -> Parsed.fits(true);
                case "false" -> Parsed.fits(false);
                default -> Parsed.unfit("is neither `true` nor `false`");
              },
          Object::toString);

  static final Scalar<Address> ADDRESS = Scalar.of(Address.FORM, Address::parse, Address::toString);

  static final Scalar<String> ORIGINS =
      Scalar.of(
          "an origin, such as https://app.example.com, or `*`",
          text ->
              ORIGIN.matcher(text).matches()
                  ? Parsed.fits(text)
                  : Parsed.unfit(
                      "is not an origin: lower case, without path or slash at the end, such as"
                          + " https://app.example.com, or `*`"),
          Function.identity());

  static final Scalar<Path> FOLDER =
      Scalar.of("a folder", text -> path(text, "names no folder"), Path::toString);

  static final Scalar<Path> FILE =
      Scalar.of("a file", text -> path(text, "names no file"), Path::toString);

  static final Scalar<Subnet> SUBNET =
      Scalar.of("a subnet, such as 10.0.0.0/8, or an address", Scalars::subnet, Subnet::toString);

  /** How often something may happen. */
  static final Scalar<Rate> RATE =
      Scalar.of("a rate, such as 100/s, 100/s burst 1000, or none", Scalars::rate, Rate::toString);

  /** May be empty: some of Kafka's properties are switched off by an empty value. */
  static final Scalar<Secret> PROPERTY =
      new Scalar<>("text", text -> Parsed.fits(new Secret(text)), Secret::toString, true);

  static final Scalar<Secret> SECRET =
      new Scalar<>(
          "text, best as ${VAR} or ${file:PATH}",
          text -> text.isEmpty() ? Parsed.unfit("is empty") : Parsed.fits(new Secret(text)),
          Secret::toString,
          true);

  private Scalars() {}

  private static Scalar<String> name(String form) {
    return Scalar.of(
        form,
        text ->
            NAME.matcher(text).matches() && !text.equals(".") && !text.equals("..")
                ? Parsed.fits(text)
                : Parsed.unfit("is not " + form),
        Function.identity());
  }

  private static Parsed<Path> path(String text, String blank) {
    try {
      return text.isBlank() ? Parsed.unfit(blank) : Parsed.fits(Path.of(text));
    } catch (InvalidPathException e) {
      return Parsed.unfit("is not a path of this system");
    }
  }

  /** A whole number within bounds, both included. */
  static Scalar<Integer> count(int min, int max) {
    String form = "a whole number from " + min + " to " + max;
    return Scalar.of(
        form,
        text -> {
          boolean number = text.matches("\\d{1,9}");
          return number && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max
              ? Parsed.fits(Integer.valueOf(text))
              : Parsed.unfit("is not " + form);
        },
        Object::toString);
  }

  /** A size within bounds, both included. */
  static Scalar<ByteSize> size(ByteSize min, ByteSize max) {
    return within(
        "a size, %s to %s".formatted(min, max), ByteSize::parse, Object::toString, min, max);
  }

  /** A duration within bounds, both included. */
  static Scalar<Duration> duration(Duration min, Duration max) {
    String form = "a duration, %s to %s".formatted(Durations.print(min), Durations.print(max));
    return within(form, Scalars::parseDuration, Durations::print, min, max);
  }

  private static <T extends Comparable<T>> Scalar<T> within(
      String form, Function<String, Parsed<T>> parse, Function<T, String> print, T min, T max) {
    return Scalar.of(
        form,
        text -> {
          Parsed<T> parsed = parse.apply(text);
          boolean outside =
              parsed instanceof Parsed.Fits<T>(T value)
                  && (value.compareTo(min) < 0 || value.compareTo(max) > 0);
          return outside ? Parsed.unfit("is out of range: " + form) : parsed;
        },
        print);
  }

  private static Parsed<Subnet> subnet(String text) {
    try {
      return Parsed.fits(Subnet.of(text));
    } catch (IllegalArgumentException e) {
      return Parsed.unfit(e.getMessage() + ": write a subnet, such as 10.0.0.0/8, or an address");
    }
  }

  /** Without a burst that is written, a second's worth may come at once. */
  private static Parsed<Rate> rate(String text) {
    Matcher matcher = RATE_FORM.matcher(text);
    if (matcher.matches()) {
      int perSecond = Integer.parseInt(matcher.group(1));
      String burst = matcher.group(2);
      return Parsed.fits(new Rate(perSecond, burst == null ? perSecond : Integer.parseInt(burst)));
    }
    return text.equals("none")
        ? Parsed.fits(Rate.UNBOUNDED)
        : Parsed.unfit("is not a rate, such as 100/s, 100/s burst 1000, or none");
  }

  private static Parsed<Duration> parseDuration(String text) {
    return Durations.parse(text)
        .map(Parsed::fits)
        .orElseGet(
            () ->
                Parsed.unfit(
                    "is not a duration: a whole number and ms, s, m, h or d, such as 15s"));
  }
}
