package io.weir.cli.dev;

import java.util.List;

/** A road that is driven there and back, again and again. */
record Road(String name, List<Position> points) {
  static final List<Road> ALL =
      List.of(
          road(
              "A9 Berlin–Leipzig",
              52.5200,
              13.4050,
              52.3906,
              13.0645,
              52.1390,
              12.6530,
              51.8600,
              12.4400,
              51.6200,
              12.2200,
              51.3397,
              12.3731),
          road(
              "A1 Hamburg–Bremen",
              53.5511,
              9.9937,
              53.4200,
              9.8600,
              53.2900,
              9.5300,
              53.1800,
              9.3200,
              53.0793,
              8.8017),
          road(
              "A8 Stuttgart–München",
              48.7758,
              9.1829,
              48.6300,
              9.5600,
              48.4011,
              9.9876,
              48.4300,
              10.4500,
              48.3705,
              10.8978,
              48.1351,
              11.5820),
          road(
              "A3 Köln–Frankfurt",
              50.9375,
              6.9603,
              50.7400,
              7.2800,
              50.4900,
              7.6900,
              50.3900,
              8.0600,
              50.2300,
              8.3000,
              50.1109,
              8.6821));

  Road {
    points = List.copyOf(points);
  }

  private static Road road(String name, double... degrees) {
    Position[] points = new Position[degrees.length / 2];
    for (int i = 0; i < points.length; i++) {
      points[i] = new Position(degrees[2 * i], degrees[2 * i + 1]);
    }
    return new Road(name, List.of(points));
  }

  double lengthMetres() {
    double length = 0;
    for (int i = 1; i < points.size(); i++) {
      length += points.get(i - 1).metresTo(points.get(i));
    }
    return length;
  }

  /** Where somebody is who has driven this far, turning round at both ends. */
  Position at(double drivenMetres) {
    double length = lengthMetres();
    double phase = drivenMetres % (2 * length);
    double left = phase <= length ? phase : 2 * length - phase;
    for (int i = 1; i < points.size(); i++) {
      double leg = points.get(i - 1).metresTo(points.get(i));
      if (left <= leg) {
        return points.get(i - 1).towards(points.get(i), left / leg);
      }
      left -= leg;
    }
    return points.getLast();
  }
}
