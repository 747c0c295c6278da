package io.weir.cli.dev;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One truck of the simulated fleet. Thread: whoever steps the fleet.
 *
 * <p>Its speed wanders around a cruising speed, its tank empties with the distance and is filled
 * before it is dry, and its cargo's temperature drifts around what the cooler is set to.
 */
final class Truck {
  private static final double TANK_LITRES = 600;
  private static final double REFUEL_BELOW = 0.12;
  private static final double LITRES_PER_METRE = 30.0 / 100_000;
  private static final double CARGO_CELSIUS = 4;

  private final String id;
  private final Road road;
  private final double cruisingKmh;
  private final RandomGenerator random;

  private double drivenMetres;
  private double speedKmh;
  private double fuelLitres;
  private double cargoCelsius;

  /** What a truck reports; units are in the names of the JSON fields. */
  record Report(
      String id,
      String road,
      double latitude,
      double longitude,
      double speedKmh,
      double fuelPercent,
      double cargoCelsius) {}

  Truck(int number, RandomGenerator random) {
    this.id = "truck-%03d".formatted(number);
    this.road = Road.ALL.get((number - 1) % Road.ALL.size());
    this.random = random;
    this.cruisingKmh = random.nextDouble(72, 88);
    this.drivenMetres = random.nextDouble(2 * road.lengthMetres());
    this.speedKmh = cruisingKmh;
    this.fuelLitres = random.nextDouble(0.3, 1) * TANK_LITRES;
    this.cargoCelsius = CARGO_CELSIUS;
  }

  String id() {
    return id;
  }

  /** Drives on for a while, and reports. */
  Report drive(Duration time) {
    double seconds = time.toNanos() / 1e9;
    speedKmh += (cruisingKmh - speedKmh) * Math.min(1, seconds / 20) + random.nextGaussian();
    speedKmh = Math.clamp(speedKmh, 30, 95);
    double metres = speedKmh / 3.6 * seconds;
    drivenMetres += metres;
    fuelLitres -= metres * LITRES_PER_METRE;
    if (fuelLitres < REFUEL_BELOW * TANK_LITRES) {
      fuelLitres = TANK_LITRES;
    }
    cargoCelsius += (CARGO_CELSIUS - cargoCelsius) * 0.05 + random.nextGaussian() * 0.05;
    Position at = road.at(drivenMetres);
    return new Report(
        id,
        road.name(),
        rounded(at.latitude(), 5),
        rounded(at.longitude(), 5),
        rounded(speedKmh, 1),
        rounded(100 * fuelLitres / TANK_LITRES, 2),
        rounded(cargoCelsius, 2));
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
