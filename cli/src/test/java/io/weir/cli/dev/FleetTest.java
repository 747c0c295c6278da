package io.weir.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final Fleet fleet = new Fleet(20, new Random(1));

  @Test
  void trucksReportInTurn() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      keys.add(fleet.next(NOW).key());
    }
    assertThat(keys).hasSize(12).contains("truck-001", "truck-012");
    assertThat(fleet.next(NOW).key()).isEqualTo("truck-001");
  }

  @Test
  void telemetryMakesSenseForDays() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 200_000; i++) {
      Fleet.Telemetry telemetry = fleet.next(NOW);
      if (i % 500 == 0) {
        JsonNode report = mapper.readTree(telemetry.json());
        assertThat(report.get("truck").asText()).isEqualTo(telemetry.key());
        assertThat(report.get("lat").asDouble()).isBetween(47.0, 55.0);
        assertThat(report.get("lon").asDouble()).isBetween(6.0, 14.0);
        assertThat(report.get("speed_kmh").asDouble()).isBetween(30.0, 95.0);
        assertThat(report.get("fuel_percent").asDouble()).isBetween(11.0, 100.0);
        assertThat(report.get("cargo_celsius").asDouble()).isBetween(0.0, 8.0);
      }
    }
  }

  @Test
  void aTruckMovesAsFarAsItsSpeedSays() {
    Road road = Road.ALL.getFirst();
    double metres = road.at(1_000).metresTo(road.at(1_500));
    assertThat(metres).isBetween(495.0, 505.0);
  }
}
