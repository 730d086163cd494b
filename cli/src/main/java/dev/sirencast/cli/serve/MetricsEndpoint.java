package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Json;
import dev.sirencast.transport.publish.PublisherStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a server is doing, over HTTP: {@code /metrics} for Prometheus, {@code /health} for whoever
 * starts and stops it (200, or 503 when it is about to end). Not encrypted.
 */
final class MetricsEndpoint implements AutoCloseable {
  /** As many as connections, so that one that dawdles holds up no other. */
  private static final int THREADS = 64;

  private static final long IDLE_SECONDS = 10;
  private static final int BACKLOG = 16;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int WRONG_METHOD = 405;
  private static final int UNAVAILABLE = 503;

  private final Supplier<PublisherStatistics> statistics;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExecutorService threads;
  private final HttpServer server;
  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();
  private volatile boolean draining;

  private MetricsEndpoint(HttpServer server, Supplier<PublisherStatistics> statistics) {
    this.server = server;
    this.statistics = statistics;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "metrics");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
    new PublisherMeters(statistics).bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Starts to listen.
   *
   * @throws CommandException if the address cannot be listened on
   */
  static MetricsEndpoint open(InetSocketAddress at, Supplier<PublisherStatistics> statistics) {
    limit("sun.net.httpserver.maxReqTime", "5"); // seconds
    limit("sun.net.httpserver.maxRspTime", "5");
    limit("jdk.httpserver.maxConnections", Integer.toString(THREADS));
    try {
      return new MetricsEndpoint(HttpServer.create(at, BACKLOG), statistics);
    } catch (IOException e) {
      throw CommandException.failure(
          "--metrics: cannot listen on port " + at.getPort() + ": " + e.getMessage(), e);
    }
  }

  /** The JDK's server has no limits by itself; who has set one keeps it. */
  private static void limit(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Adds something that is counted elsewhere. */
  void count(String name, String description, LongSupplier value) {
    counted.add(value); // Micrometer itself holds it but weakly
    FunctionCounter.builder("sirencast." + name, value, LongSupplier::getAsLong)
        .description(description)
        .register(registry);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** From now on the server says that it is about to end. */
  void drain() {
    draining = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        send(exchange, WRONG_METHOD, "text/plain", "only GET and HEAD\n");
      } else if (path.equals("/metrics")) {
        send(exchange, OK, "text/plain; version=0.0.4", registry.scrape());
      } else if (path.equals("/health")) {
        send(exchange, draining ? UNAVAILABLE : OK, "application/json", health());
      } else {
        send(exchange, NOT_FOUND, "text/plain", "there are /metrics and /health\n");
      }
    }
  }

  private String health() {
    PublisherStatistics now = statistics.get();
    ObjectNode json = Json.object();
    json.put("status", draining ? "draining" : "up");
    json.put("streams", now.streams());
    json.put("receivers", now.receivers());
    return json + "\n";
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    registry.close();
  }
}
