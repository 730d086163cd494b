package dev.sirencast.cli.reproduce;

import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.Seeding;
import dev.sirencast.trainer.TrainingLoss;

/**
 * What tells one training from another on the same signal: the loss, and what it wants of the
 * network. Two equal recipes give the same weights.
 *
 * @param firstStretch what the first layer's factor is multiplied by
 * @param omega0Hidden frequency factor of the sine layers after the first
 * @param omega0Last factor of the linear layer
 * @param seeding which tensors stay at their initial values and are never sent, nor hit by noise
 * @param loss what is minimised
 */
record Recipe(
    double firstStretch,
    double omega0Hidden,
    double omega0Last,
    Seeding seeding,
    TrainingLoss loss) {

  /** The factor of the sine layers of a picture's network in Sitzmann et al. */
  static final double OMEGA0 = 30;

  /** The network of Sitzmann et al., all of it trained and sent. */
  static Recipe plain(TrainingLoss loss) {
    return new Recipe(1, OMEGA0, 1, Seeding.NONE, loss);
  }

  /** What {@code --robust} chooses for a noise. */
  static Recipe robust(RobustMode mode) {
    return new Recipe(
        mode.firstStretch(), mode.omega0Hidden(), mode.omega0Last(), mode.seeding(), mode.loss());
  }
}
