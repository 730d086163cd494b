package dev.sirencast.transport.publish;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What all connections of a publisher share. Thread-safe. */
final class Publication {
  private final FramePublisherOptions options;
  private final Catalog catalog;
  private final Admission admission;
  private final PublisherCounts counts = new PublisherCounts();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicReference<@Nullable Error> failure = new AtomicReference<>();

  Publication(FramePublisherOptions options) {
    this.options = options;
    this.catalog = new Catalog(options.limits());
    this.admission = new Admission(options.limits());
  }

  FramePublisherOptions options() {
    return options;
  }

  Catalog catalog() {
    return catalog;
  }

  Admission admission() {
    return admission;
  }

  PublisherCounts counts() {
    return counts;
  }

  /** From now on connections are closed as soon as they have their answer. */
  void drain() {
    draining.set(true);
  }

  boolean isDraining() {
    return draining.get();
  }

  /** Notes an error in a connection: it is the program's, and no peer's. */
  void fail(Error error) {
    failure.compareAndSet(null, error);
  }

  /** The first error in a connection. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Tells of a peer; what the teller throws must not harm the other connections. */
  void tell(String line) {
    try {
      options.onRefusal().accept(line);
    } catch (RuntimeException ignored) {
      // The peer is counted, and there is nobody else to tell.
    }
  }
}
