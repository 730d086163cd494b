package dev.sirencast.cli;

import dev.sirencast.codec.SignalDescription;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.concurrent.ForkJoinPool;

/** Evaluates networks on all processors. */
final class Reconstruction {
  private Reconstruction() {}

  static Signal of(SirenWeights weights, SignalDescription signal) {
    return SirenNetwork.of(weights)
        .reconstruct(
            signal.format(),
            signal.grid(),
            ForkJoinPool.commonPool(),
            Runtime.getRuntime().availableProcessors());
  }
}
