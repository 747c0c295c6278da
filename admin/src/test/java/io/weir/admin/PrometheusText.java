package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scrape, read as strictly as the text format 0.0.4 is written: each family declared once with
 * HELP and TYPE before its samples, its samples in one block, no series twice, counters named
 * {@code _total}, histograms cumulative and complete.
 */
final class PrometheusText {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");

  /** One line that is not a comment. */
  record Sample(String name, Map<String, String> labels, double value) {}

  private final Map<Series, Double> values = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> helped = new HashSet<>();
  private final Set<String> closed = new HashSet<>();
  private String family = "";

  private record Series(String name, Map<String, String> labels) {}

  private PrometheusText() {}

  static PrometheusText parse(String page) {
    assertThat(page).endsWith("\n");
    PrometheusText text = new PrometheusText();
    page.lines().forEach(text::line);
    text.checkHistograms();
    return text;
  }

  double value(String name, Map<String, String> labels) {
    return find(name, labels).orElseThrow(() -> new AssertionError(name + labels + ": no sample"));
  }

  Optional<Double> find(String name, Map<String, String> labels) {
    return Optional.ofNullable(values.get(new Series(name, labels)));
  }

  Map<String, String> types() {
    return types;
  }

  private void line(String line) {
    if (line.startsWith("# HELP ")) {
      assertThat(helped.add(name(line))).as("HELP twice: %s", line).isTrue();
    } else if (line.startsWith("# TYPE ")) {
      declare(name(line), line.substring(line.lastIndexOf(' ') + 1));
    } else {
      assertThat(line).doesNotStartWith("#").isNotBlank();
      add(sample(line));
    }
  }

  private static String name(String comment) {
    return List.of(comment.split(" ", 4)).get(2);
  }

  private void declare(String name, String type) {
    assertThat(types.put(name, type)).as("TYPE twice: %s", name).isNull();
    assertThat(helped).as("TYPE without HELP").contains(name);
    assertThat(type).isIn("counter", "gauge", "histogram", "summary");
    if (type.equals("counter")) {
      assertThat(name).endsWith("_total");
    }
    closed.add(family);
    assertThat(closed).doesNotContain(name);
    family = name;
  }

  private void add(Sample sample) {
    assertThat(sample.name()).as("outside of its family's block").startsWith(family);
    String suffix = sample.name().substring(family.length());
    switch (types.getOrDefault(family, "")) {
      case "histogram" -> assertThat(suffix).isIn("_bucket", "_count", "_sum");
      case "summary" -> assertThat(suffix).isIn("", "_count", "_sum");
      default -> assertThat(suffix).isEmpty();
    }
    Series series = new Series(sample.name(), sample.labels());
    assertThat(values.put(series, sample.value())).as("twice: %s", sample).isNull();
  }

  private static Sample sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    assertThat(matcher.matches()).as("a sample: %s", line).isTrue();
    Map<String, String> labels = new TreeMap<>();
    String written = Optional.ofNullable(matcher.group(2)).orElse("");
    Matcher label = LABEL.matcher(written);
    int end = 0;
    while (label.find() && label.start() == end) {
      labels.put(label.group(1), label.group(2));
      end = label.end();
    }
    assertThat(end).as("labels: %s", written).isEqualTo(written.length());
    return new Sample(matcher.group(1), labels, number(matcher.group(3)));
  }

  private static double number(String written) {
    return switch (written) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(written);
    };
  }

  private void checkHistograms() {
    values.forEach(
        (series, count) -> {
          String base = series.name().replaceFirst("_count$", "");
          if ("histogram".equals(types.get(base)) && !base.equals(series.name())) {
            assertThat(find(base + "_sum", series.labels())).isPresent();
            checkBuckets(base, series.labels(), count);
          }
        });
  }

  private void checkBuckets(String base, Map<String, String> labels, double count) {
    TreeMap<Double, Double> buckets = new TreeMap<>();
    values.forEach(
        (series, value) -> {
          Map<String, String> others = new TreeMap<>(series.labels());
          String le = Optional.ofNullable(others.remove("le")).orElse("");
          if (series.name().equals(base + "_bucket") && others.equals(labels)) {
            buckets.put(number(le), value);
          }
        });
    assertThat(List.copyOf(buckets.values())).as("cumulative").isSorted();
    assertThat(buckets.lastEntry()).isEqualTo(Map.entry(Double.POSITIVE_INFINITY, count));
  }
}
