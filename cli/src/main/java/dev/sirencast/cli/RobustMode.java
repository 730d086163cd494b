package dev.sirencast.cli;

import dev.sirencast.trainer.Seeding;
import dev.sirencast.trainer.TrainingLoss;
import dev.sirencast.trainer.TrainingNoise;

/**
 * What {@code --robust NOISE} stands for: the network and the training that stand a noise best, as
 * measured.
 *
 * <p>The first layer is seeded and never sent. Against additive noise the factors after it are 1
 * and 1/10 instead of 30 and 1, which makes the numbers that are sent larger and the noise on them
 * smaller by comparison; against masks, which do not care how large a number is, the biases are
 * seeded too, since a missing bias turns a whole neuron. In both the loss is the one under that
 * very noise.
 *
 * @param noise what the weights are to stand
 */
record RobustMode(TrainingNoise noise) {
  private static final double ADDITIVE_HIDDEN_OMEGA0 = 1;
  private static final double ADDITIVE_LAST_OMEGA0 = 0.1;

  /** Reads {@code gaussian:1e-3}, {@code mask:1e-2} and the like. */
  static RobustMode parse(String text) {
    return new RobustMode(TrainingNoise.parse(text));
  }

  /** This mode with a noise that grows over the first share of the steps. */
  RobustMode withRamp(double share) {
    return new RobustMode(noise.withRamp(share));
  }

  private boolean isAdditive() {
    return noise.high().sigma() > 0;
  }

  private boolean isMasked() {
    return noise.high().mask() > 0;
  }

  double omega0Hidden() {
    return isAdditive() ? ADDITIVE_HIDDEN_OMEGA0 : 30;
  }

  double omega0Last() {
    return isAdditive() ? ADDITIVE_LAST_OMEGA0 : 1;
  }

  Seeding seeding() {
    return isMasked() ? Seeding.FIRST_LAYER_AND_BIASES : Seeding.FIRST_LAYER;
  }

  TrainingLoss loss() {
    return TrainingLoss.localNoise(noise, 0);
  }
}
