package dev.sirencast.cli.serve;

import dev.sirencast.transport.publish.PublisherStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** A publisher's statistics as Micrometer's meters. */
final class PublisherMeters implements MeterBinder {
  private final Supplier<PublisherStatistics> statistics;

  PublisherMeters(Supplier<PublisherStatistics> statistics) {
    this.statistics = statistics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "receivers", "Receivers connected now.", PublisherStatistics::receivers);
    gauge(registry, "streams", "Streams published now.", PublisherStatistics::streams);
    gauge(
        registry,
        "streams.memory.bytes",
        "Memory of the published streams.",
        PublisherStatistics::streamBytes);
    gauge(
        registry,
        "held.bytes",
        "What waits for receivers to take it.",
        PublisherStatistics::heldBytes);
    counter(registry, "receivers.admitted", "Receivers let in.", PublisherStatistics::admitted);
    counter(registry, "peers.refused", "Peers turned away.", PublisherStatistics::refused);
    counter(
        registry,
        "peers.expired",
        "Peers given up because they were silent or took nothing.",
        PublisherStatistics::expired);
    counter(registry, "fetches.begun", "Fetches begun.", PublisherStatistics::fetches);
    counter(registry, "fetches.completed", "Fetches sent whole.", PublisherStatistics::completed);
    counter(registry, "frames.sent", "Frames of completed fetches.", PublisherStatistics::frames);
    counter(registry, "sent.bytes", "Bytes that sockets took.", PublisherStatistics::bytes);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<PublisherStatistics> value) {
    Gauge.builder("sirencast." + name, statistics, source -> value.applyAsDouble(source.get()))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<PublisherStatistics> value) {
    FunctionCounter.builder(
            "sirencast." + name, statistics, source -> value.applyAsDouble(source.get()))
        .description(description)
        .register(registry);
  }
}
