package dev.sirencast.trainer;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;

/**
 * The network and the training that withstand a noise best, as measured: what a user who names
 * nothing but the noise gets.
 *
 * <p>The first layer is seeded and never sent, so nothing can damage it; its frequencies reach
 * twice as far as in Sitzmann et al., which a layer that is not trained needs. The loss is that of
 * local reparameterisation (Kingma et al., 2015) with the very noise that is named.
 *
 * <p>Against additive noise the factors after the first layer are 1 and 1/10 instead of 30 and 1.
 * The network is the same, but the numbers that are sent are larger (weights of a hidden layer
 * reach about 1 and biases about 2, as those of an ordinary first layer do, instead of hundredths),
 * and noise of a stated size is smaller beside them. That gain is one of scale: it means nothing
 * where the link scales what it sends anyway, or to a quantiser. Against masks, which do not care
 * how large a number is, the factors stay, and the biases are seeded too: a missing bias turns a
 * whole neuron.
 *
 * <p>Immutable and thread-safe.
 *
 * @param noise what the weights are to withstand
 */
public record RobustMode(TrainingNoise noise) {
  private static final double FIRST_PER_SAMPLE = 0.47;
  private static final double OMEGA0_HIDDEN_ADDITIVE = 1;
  private static final double OMEGA0_LAST_ADDITIVE = 0.1;

  /**
   * Reads the noise, as {@link TrainingNoise#parse} does.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static RobustMode parse(String text) {
    return new RobustMode(TrainingNoise.parse(text));
  }

  /** This mode with a noise that grows over the first share of the steps. */
  public RobustMode withRamp(double share) {
    return new RobustMode(noise.withRamp(share));
  }

  private boolean isAdditive() {
    return noise.high().sigma() > 0;
  }

  private boolean isMasked() {
    return noise.high().mask() > 0;
  }

  /**
   * The first layer's factor: for a picture 0.47 times its longer side, where that is more than the
   * common factor.
   *
   * @param common what the signal's kind has without this mode
   * @param grid where the signal is sampled
   */
  public double omega0First(double common, CoordinateGrid grid) {
    return grid.dimensions() == 2
        ? Math.max(common, FIRST_PER_SAMPLE * Math.max(grid.size(0), grid.size(1)))
        : common;
  }

  /** The other sine layers' factor. */
  public double omega0Hidden() {
    return isAdditive() ? OMEGA0_HIDDEN_ADDITIVE : SirenArchitecture.USUAL_OMEGA0;
  }

  /** The linear layer's factor. */
  public double omega0Last() {
    return isAdditive() ? OMEGA0_LAST_ADDITIVE : 1;
  }

  /** Which tensors are left at their initial values. */
  public Seeding seeding() {
    return isMasked() ? Seeding.FIRST_LAYER_AND_BIASES : Seeding.FIRST_LAYER;
  }

  /** What is minimised. */
  public TrainingLoss loss() {
    return TrainingLoss.localReparameterization(noise, 0);
  }

  /**
   * Returns a network's shape with this mode's factors.
   *
   * @param grid where the signal is sampled
   */
  public SirenArchitecture architecture(SirenArchitecture shape, CoordinateGrid grid) {
    return new SirenArchitecture(
        shape.inputs(),
        shape.hiddenFeatures(),
        shape.hiddenLayers(),
        shape.outputs(),
        omega0First(shape.omega0First(), grid),
        omega0Hidden(),
        omega0Last());
  }

  /** Returns training options with this mode's seeding and loss. */
  public TrainingOptions options(TrainingOptions options) {
    return options.withSeeding(seeding()).withLoss(loss());
  }
}
