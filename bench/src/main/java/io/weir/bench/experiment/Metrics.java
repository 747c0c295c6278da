package io.weir.bench.experiment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a server tells of itself at {@code /metrics}, in Prometheus' text format. */
record Metrics(String text) {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** Asks the server whose admin listener has this address. */
  static Metrics of(String admin) throws Exception {
    URI uri = URI.create("http://" + admin + "/metrics");
    try (var client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(uri + " answered " + answer.statusCode());
      }
      return new Metrics(answer.body());
    }
  }

  /** The sum over all labels; 0 as long as the server does not tell it. */
  double sum(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The value of a stream; 0 as long as the server does not tell it. */
  double value(String name, String stream) {
    String series = name + "{stream=\"" + stream + "\"} ";
    return text.lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .sum();
  }
}
