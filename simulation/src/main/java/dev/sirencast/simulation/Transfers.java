package dev.sirencast.simulation;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many transfers of one carrier's frames through a channel. Transfer i draws the channel from the
 * seed that trial i of a {@link Simulation} has, whatever is carried: frame n of any carrier has
 * the same fate in it. Immutable and thread-safe.
 *
 * @param carrier what is sent
 * @param channel what happens to frames
 * @param bitsPerSecond the pace of frames, on the virtual clock of delays and full queues
 */
public record Transfers(Carrier carrier, ChannelModel channel, long bitsPerSecond) {
  /**
   * Runs transfers side by side, each on one thread: how many threads there are changes no bit.
   *
   * @param threads 1 or more
   * @param goesOn asked before each whether it may begin, by any thread
   * @return the deliveries in order; fewer where they were ended, and never with a gap
   */
  public List<Delivery> run(int count, long seed, int threads, BooleanSupplier goesOn) {
    AtomicReferenceArray<@Nullable Delivery> results = new AtomicReferenceArray<>(count);
    ParallelTiles.run(
        count,
        () ->
            i -> {
              if (goesOn.getAsBoolean()) {
                results.set(i, carrier.receive(arrived(seed, i)));
              }
            },
        ForkJoinPool.commonPool(),
        threads);
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Delivery delivery = results.get(i);
      if (delivery == null) {
        break;
      }
      deliveries.add(delivery);
    }
    return deliveries;
  }

  /** What is shown after transfer i, counted from 0. */
  public Signal seen(long seed, int i) {
    return carrier.seen(arrived(seed, i));
  }

  private List<byte[]> arrived(long seed, int i) {
    ChannelSession session = channel.open(DerivedSeed.of(seed, 2L * i), carrier.headerBytes());
    List<byte[]> arrived = new ArrayList<>();
    PacedSender.send(carrier.frames(), bitsPerSecond, session, arrived::add);
    return arrived;
  }
}
