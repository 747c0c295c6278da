package io.weir.cli.dev;

/** A place on earth, in degrees (WGS 84). */
record Position(double latitude, double longitude) {
  private static final double EARTH_RADIUS_METRES = 6_371_000;

  /** The great-circle distance (haversine formula). */
  double metresTo(Position other) {
    double dLat = Math.toRadians(other.latitude - latitude);
    double dLon = Math.toRadians(other.longitude - longitude);
    double a =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(a));
  }

  /** The point at a fraction of the way to another; good enough for some tens of kilometres. */
  Position towards(Position other, double fraction) {
    return new Position(
        latitude + (other.latitude - latitude) * fraction,
        longitude + (other.longitude - longitude) * fraction);
  }
}
