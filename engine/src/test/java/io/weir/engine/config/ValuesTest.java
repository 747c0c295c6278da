package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.limit.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The single values: what fits, what does not, and that printing is the inverse of reading. */
final class ValuesTest {
  private static final Scalar<ByteSize> SIZE = Scalars.size(new ByteSize(1), ByteSize.mebibytes(8));
  private static final Scalar<Duration> DURATION =
      Scalars.duration(Duration.ZERO, Duration.ofDays(7));

  @ParameterizedTest
  @CsvSource({"512B, 512", "64KiB, 65536", "1MiB, 1048576", "1025B, 1025", "1B, 1"})
  void readsSizes(String text, long bytes) {
    assertThat(SIZE.parse().apply(text)).isEqualTo(Parsed.fits(new ByteSize(bytes)));
    assertThat(new ByteSize(bytes)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1K",
        "1KB",
        "1kib",
        "-1B",
        "1.5MiB",
        " 1B",
        "0B",
        "9MiB",
        "9GiB",
        "99999999999999999999B",
        "999999999999999GiB",
        "٣B"
      })
  void refusesSizes(String text) {
    assertThat(SIZE.parse().apply(text)).isInstanceOf(Parsed.Unfit.class);
  }

  @ParameterizedTest
  @CsvSource({"0s, 0", "500ms, 500", "15s, 15000", "2m, 120000", "1h, 3600000", "90s, 90000"})
  void readsDurations(String text, long millis) {
    assertThat(DURATION.parse().apply(text)).isEqualTo(Parsed.fits(Duration.ofMillis(millis)));
    assertThat(DURATION.print().apply(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void readsDays() {
    assertThat(DURATION.parse().apply("1d")).isEqualTo(Parsed.fits(Duration.ofHours(24)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0", "-1s", "1 s", "1S", "1.5s", "1h30m", "8d", "9999999999s"})
  void refusesDurations(String text) {
    assertThat(DURATION.parse().apply(text)).isInstanceOf(Parsed.Unfit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, true", "127.0.0.2:0, true", "[::1]:80, true", "localhost:80, true",
    "[::ffff:127.0.0.1]:80, true", "0.0.0.0:80, false", "[::]:80, false", "10.0.0.1:65535, false",
    "127.0.0.1.example.com:80, false", "kafka_1.local:80, false", "LOCALHOST:80, true"
  })
  void readsAddressesAndKnowsWhoCanReachThem(String text, boolean loopback) {
    assertThat(Address.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Fits.class,
            fits -> {
              Address address = (Address) fits.value();
              assertThat(address).hasToString(text.toLowerCase(java.util.Locale.ROOT));
              assertThat(address.isLoopback()).isEqualTo(loopback);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":8080",
        "8080",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "::1:80",
        "[::1]",
        "[::1:80",
        "[127.0.0.1]:80",
        "999.0.0.1:80",
        "a b:80",
        "*:80",
        "http://a:80",
        "a..b:80",
        "-a:80",
        "[fe80::1%nope]:80",
        "127.0.0.1:80/",
        "127.0.0.1:٣"
      })
  void refusesAddresses(String text) {
    assertThat(Address.parse(text)).isInstanceOf(Parsed.Unfit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "trucks.v2", "A-b_C.9", "..."})
  void readsNames(String text) {
    assertThat(Scalars.TOPIC.parse().apply(text)).isEqualTo(Parsed.fits(text));
    assertThat(Scalars.NAMED.parse().apply("x".repeat(249))).isInstanceOf(Parsed.Fits.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a:b"})
  void refusesNames(String text) {
    assertThat(Scalars.TOPIC.parse().apply(text)).isInstanceOf(Parsed.Unfit.class);
    assertThat(Scalars.NAMED.parse().apply("x".repeat(250))).isInstanceOf(Parsed.Unfit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example", "http://localhost:3000", "*", "null", "app://x"})
  void readsOrigins(String text) {
    assertThat(Scalars.ORIGINS.parse().apply(text)).isEqualTo(Parsed.fits(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.example", "https://a.example/", "https://A.example", "https://"})
  void refusesOrigins(String text) {
    assertThat(Scalars.ORIGINS.parse().apply(text)).isInstanceOf(Parsed.Unfit.class);
  }

  @ParameterizedTest
  @CsvSource({"/, /", "/a/b-c, /a/b-c", "trucks, /streams/trucks", "/a/...;b=1, /a/...;b=1"})
  void readsPaths(String text, String path) {
    assertThat(path(text)).isEqualTo(Parsed.fits(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a/b", "/a/", "//a", "/a//b", "/..", "/a/../b", "/.", "/a?b", "/a#b", "/%20"})
  void refusesPaths(String text) {
    assertThat(path(text)).isInstanceOf(Parsed.Unfit.class);
    assertThat(path("/" + "x".repeat(1024))).isInstanceOf(Parsed.Unfit.class);
  }

  private static Parsed<?> path(String text) {
    return ((Scalar<?>) LinkSettings.ACCEPT.type()).parse().apply(text);
  }

  @ParameterizedTest
  @CsvSource({"100/s, 100, 100", "1/s burst 30, 1, 30", "none, 0, 0"})
  void readsRates(String text, int perSecond, int burst) {
    assertThat(Scalars.RATE.parse().apply(text)).isEqualTo(Parsed.fits(new Rate(perSecond, burst)));
    assertThat(new Rate(perSecond, burst)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "0/s", "-1/s", "1.5/s", "1/m", "1/s burst", "1/s burst 0", "99999999/s"})
  void refusesRates(String text) {
    assertThat(Scalars.RATE.parse().apply(text)).isInstanceOf(Parsed.Unfit.class);
  }
}
