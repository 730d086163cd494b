package dev.sirencast.experiments.bench;

import dev.sirencast.siren.SirenArchitecture;

/** What a training step has to compute. */
final class StepWork {
  private StepWork() {}

  /** Useful operations of a step: a product and a sum forward and twice back, biases left out. */
  static double operations(SirenArchitecture architecture, int points) {
    long weights = 0;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      weights += (long) architecture.rows(layer) * architecture.columns(layer);
    }
    return 6.0 * weights * points;
  }
}
