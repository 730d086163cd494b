package dev.sirencast.trainer;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;

/** Which tensors stay at their initial values, so that their seed is all that has to be sent. */
public enum Seeding {
  /** None: all are trained and sent. */
  NONE,
  /** The first layer: its weights decide which frequencies there are, and are the most delicate. */
  FIRST_LAYER,
  /** The first layer, and the biases of all layers. */
  FIRST_LAYER_AND_BIASES;

  /** The name on the command line. */
  public String label() {
    return switch (this) {
      case NONE -> "none";
      case FIRST_LAYER -> "first";
      case FIRST_LAYER_AND_BIASES -> "first+biases";
    };
  }

  /** The tensors of a network whose initial weights come from {@code seed}. */
  public SeededTensors tensors(SirenArchitecture architecture, long seed) {
    return switch (this) {
      case NONE -> SeededTensors.none();
      case FIRST_LAYER -> SeededTensors.firstLayer(seed);
      case FIRST_LAYER_AND_BIASES -> SeededTensors.firstLayerAndBiases(architecture, seed);
    };
  }
}
