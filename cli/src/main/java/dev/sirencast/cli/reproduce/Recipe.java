package dev.sirencast.cli.reproduce;

import dev.sirencast.trainer.Seeding;
import dev.sirencast.trainer.TrainingLoss;

/**
 * What tells one training from another on the same signal: the loss, and what it wants of the
 * network. Two equal recipes give the same weights.
 *
 * @param omega0Hidden frequency factor of the sine layers after the first
 * @param omega0Last factor of the linear layer
 * @param seeding which tensors stay at their initial values and are never sent, nor hit by noise
 * @param loss what is minimised
 */
public record Recipe(double omega0Hidden, double omega0Last, Seeding seeding, TrainingLoss loss) {

  /** The network of Sitzmann et al., all of it trained and sent. */
  static Recipe plain(TrainingLoss loss) {
    return new Recipe(30, 1, Seeding.NONE, loss);
  }
}
