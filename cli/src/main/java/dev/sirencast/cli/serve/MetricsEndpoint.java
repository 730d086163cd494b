package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Json;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.PublisherStatistics;
import dev.sirencast.transport.status.StatusPage;
import dev.sirencast.transport.status.StatusServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a server is doing, over HTTP: {@code /metrics} for Prometheus, {@code /health} for whoever
 * starts and stops it (200, or 503 when it is about to end). Not encrypted.
 */
final class MetricsEndpoint implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Supplier<PublisherStatistics> statistics;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StatusServer server;
  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();
  private volatile boolean draining;

  private MetricsEndpoint(
      InetSocketAddress at, Supplier<PublisherStatistics> statistics, Consumer<String> complain)
      throws TransportException {
    this.statistics = statistics;
    new PublisherMeters(statistics).bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    registry.scrape(); // its classes are there from now on, whatever becomes scarce
    this.server = StatusServer.bind(at, this::page, line -> complain.accept("--metrics: " + line));
  }

  /**
   * Starts to listen.
   *
   * @param complain told, once a minute, where connections cannot be accepted
   * @throws CommandException if the address cannot be listened on
   */
  static MetricsEndpoint open(
      InetSocketAddress at, Supplier<PublisherStatistics> statistics, Consumer<String> complain) {
    try {
      return new MetricsEndpoint(at, statistics, complain);
    } catch (TransportException e) {
      throw CommandException.failure("--metrics: " + e.getMessage(), e);
    }
  }

  /** Adds what a carousel sends. */
  void countCarousel(FrameCarousel sent) {
    count("carousel.datagrams", "Datagrams of the carousel.", sent::datagrams);
    count("carousel.sent.bytes", "Their bytes.", () -> sent.statistics().bytes());
    count("carousel.frames", "Frames of the carousel.", () -> sent.statistics().frames());
    count("carousel.repairs", "Repair rows of the carousel.", () -> sent.statistics().repairs());
    count("carousel.rounds", "Rounds of the carousel.", () -> sent.statistics().rounds());
  }

  /** Adds something that is counted elsewhere. */
  void count(String name, String description, LongSupplier value) {
    counted.add(value); // Micrometer itself holds it but weakly
    FunctionCounter.builder("sirencast." + name, value, LongSupplier::getAsLong)
        .description(description)
        .register(registry);
  }

  /** Limits connections to what there are descriptors for. */
  void limitConnections(int most) {
    server.limitConnections(most);
  }

  int port() {
    return server.port();
  }

  /** From now on the server says that it is about to end. */
  void drain() {
    draining = true;
  }

  private StatusPage page(String path) {
    return switch (path) {
      case "/metrics" -> new StatusPage(OK, "text/plain; version=0.0.4", registry.scrape());
      case "/health" -> new StatusPage(draining ? UNAVAILABLE : OK, "application/json", health());
      default -> new StatusPage(NOT_FOUND, "text/plain", "there are /metrics and /health\n");
    };
  }

  private String health() {
    PublisherStatistics now = statistics.get();
    ObjectNode json = Json.object();
    json.put("status", draining ? "draining" : "up");
    json.put("streams", now.streams());
    json.put("receivers", now.receivers());
    return json + "\n";
  }

  @Override
  public void close() {
    server.close();
    registry.close();
  }
}
