package io.weir.admin;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.weir.engine.metric.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All numbers of this process in a text format that Prometheus reads: the engine's and the JVM's.
 *
 * <p>The JVM's are looked at from the first scrape on, because to load what watches them takes
 * longer than all else of a start; pauses of the garbage collector count from there.
 *
 * <p>Thread: any, one at a time: however many scrape, rendering takes one core at most.
 */
final class Exposition implements AutoCloseable {
  /** The Prometheus text format. */
  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Metrics metrics;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final JvmGcMetrics pauses = new JvmGcMetrics();
  private Optional<PrometheusMeterRegistry> registry = Optional.empty();

  Exposition(Metrics metrics) {
    this.metrics = metrics;
  }

  /** The format for what a client accepts (RFC 9110 section 12.5.1); weights are not looked at. */
  static String format(String accept) {
    boolean openMetrics = accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
    return openMetrics ? OPEN_METRICS : TEXT;
  }

  /** The numbers as they are now, in one of the two formats above. */
  byte[] render(String format) {
    lock.lock();
    try {
      ByteArrayOutputStream page = new ByteArrayOutputStream(32 * 1024);
      registry().scrape(page, format);
      return page.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Stops to watch the JVM. */
  @Override
  public void close() {
    lock.lock();
    try {
      pauses.close();
      registry.ifPresent(PrometheusMeterRegistry::close);
    } finally {
      lock.unlock();
    }
  }

  private PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry present = registry.orElseGet(this::create);
    registry = Optional.of(present);
    return present;
  }

  private PrometheusMeterRegistry create() {
    PrometheusRegistry numbers = new PrometheusRegistry();
    numbers.register(new EngineCollector(metrics));
    PrometheusMeterRegistry created =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, numbers, Clock.SYSTEM);
    List<MeterBinder> jvm =
        List.of(
            new ClassLoaderMetrics(),
            new FileDescriptorMetrics(),
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            pauses);
    jvm.forEach(binder -> binder.bindTo(created));
    return created;
  }
}
