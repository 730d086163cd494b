package dev.sirencast.transport.publish;

import java.util.concurrent.atomic.LongAdder;

/** What a publisher counts. Thread-safe. */
final class PublisherCounts {
  final LongAdder receivers = new LongAdder();
  final LongAdder admitted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder expired = new LongAdder();
  final LongAdder fetches = new LongAdder();
  final LongAdder completed = new LongAdder();
  final LongAdder frames = new LongAdder();
  final LongAdder bytes = new LongAdder();

  PublisherStatistics with(Catalog catalog, long heldBytes) {
    return new PublisherStatistics(
        receivers.intValue(),
        admitted.sum(),
        refused.sum(),
        expired.sum(),
        fetches.sum(),
        completed.sum(),
        frames.sum(),
        bytes.sum(),
        catalog.streams().size(),
        catalog.bytes(),
        heldBytes);
  }
}
