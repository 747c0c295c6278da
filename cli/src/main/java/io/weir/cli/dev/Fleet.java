package io.weir.cli.dev;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The trucks that {@code weir dev} has something to show of: they report in turn, at a steady rate.
 * Thread: whoever steps it.
 */
final class Fleet {
  private static final int SIZE = 12;

  private final List<Truck> trucks = new ArrayList<>();
  private final Duration interval;
  private int next;

  /** A record to be: the truck's id and its report as JSON. */
  record Telemetry(String key, String json) {}

  /**
   * @param ratePerSecond reports of all trucks together, more than 0
   */
  Fleet(double ratePerSecond, RandomGenerator random) {
    this.interval = Duration.ofNanos((long) (1e9 * SIZE / ratePerSecond));
    for (int number = 1; number <= SIZE; number++) {
      trucks.add(new Truck(number, random));
    }
  }

  /** The next truck's report. */
  Telemetry next(Instant now) {
    Truck truck = trucks.get(next);
    next = (next + 1) % trucks.size();
    return new Telemetry(truck.id(), json(truck.drive(interval), now));
  }

  private static String json(Truck.Report report, Instant now) {
    return String.format(
        Locale.ROOT,
        "{\"truck\":\"%s\",\"road\":\"%s\",\"lat\":%.5f,\"lon\":%.5f,\"speed_kmh\":%.1f,"
            + "\"fuel_percent\":%.2f,\"cargo_celsius\":%.2f,\"time\":\"%s\"}",
        report.id(),
        report.road(),
        report.latitude(),
        report.longitude(),
        report.speedKmh(),
        report.fuelPercent(),
        report.cargoCelsius(),
        now.truncatedTo(ChronoUnit.MILLIS));
  }
}
