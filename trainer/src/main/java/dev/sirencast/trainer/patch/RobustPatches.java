package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks that withstand a noise best where a signal is in patches, as measured.
 *
 * <p>Against additive noise all factors are small: the functions are the same, but the numbers that
 * are sent are larger, and noise of a stated size is smaller beside them. That gain is one of
 * scale, and means nothing to a quantiser, nor where the link scales what it sends.
 *
 * <p>Against masks first layers and biases stay as their seed makes them and are not sent: a wrong
 * frequency or phase turns a whole neuron. Such a first layer needs higher frequencies. The base
 * has one layer less, since every layer adds its noise, and more features, over which noise is
 * averaged.
 *
 * @param noise what the weights are to withstand
 */
record RobustPatches(TrainingNoise noise) {
  private static final double ADDITIVE_OMEGA0 = 1;
  private static final double ADDITIVE_OMEGA0_LAST = 0.1;
  private static final float MASKED_FIRST_SCALE = 1.7f;
  private static final float MASKED_HIDDEN_SCALE = 0.7f;

  /** How much more power the noise has that a base is trained under. */
  private static final double BASE_POWER = 3;

  private static final double MOST_MASKED = 0.3;
  private static final int MASKED_BASE_FEATURES = 100;
  private static final int MASKED_BASE_LAYERS = 1;

  /** A width more: what noise takes is less where more features share it. */
  private static final int MASKED_WIDEST = 26;

  /** The tensors of a base that are not sent. */
  SeededTensors baseSeeded(SirenArchitecture base, long seed) {
    return isMasked() ? SeededTensors.firstLayerAndBiases(base, seed) : SeededTensors.none();
  }

  /**
   * How many times as large as with the usual factor a first layer's weights are: what its learning
   * rate is multiplied by.
   */
  static double firstGrowth(SirenArchitecture architecture) {
    return SirenArchitecture.USUAL_OMEGA0 / architecture.omega0First();
  }

  /**
   * What the base is trained to withstand: a noise of more power, since patches bring what that
   * costs, and nothing takes away the noise of a base.
   */
  TrainingNoise baseNoise() {
    return new TrainingNoise(stronger(noise.low()), stronger(noise.high()), noise.ramp());
  }

  private static WeightNoise stronger(WeightNoise own) {
    double amplitude = Math.sqrt(BASE_POWER);
    return new WeightNoise(
        amplitude * own.sigma(),
        amplitude * own.relative(),
        Math.max(own.mask(), Math.min(MOST_MASKED, BASE_POWER * own.mask())));
  }

  private boolean isAdditive() {
    return noise.high().sigma() > 0;
  }

  private boolean isMasked() {
    return noise.high().mask() > 0;
  }

  /** The networks that patches choose from. */
  PatchFamily family(PatchFamily plain) {
    SirenArchitecture shape = shape(plain.shape());
    double scale = plain.firstScale() * plain.shape().omega0First() / shape.omega0First();
    return new PatchFamily(
        shape,
        isMasked() ? withWidest(plain.widths()) : plain.widths(),
        plain.seed(),
        (float) (isMasked() ? MASKED_FIRST_SCALE * scale : scale),
        isMasked() ? MASKED_HIDDEN_SCALE * plain.hiddenScale() : plain.hiddenScale(),
        plain.lastScale(),
        isMasked() ? SeededTensors.firstLayerAndBiases(shape, plain.seed()).tensors() : List.of());
  }

  private static List<Integer> withWidest(List<Integer> widths) {
    List<Integer> more = new ArrayList<>(widths);
    if (widths.get(widths.size() - 1) < MASKED_WIDEST) {
      more.add(MASKED_WIDEST);
    }
    return more;
  }

  /** The base. */
  SirenArchitecture base(SirenArchitecture plain) {
    SirenArchitecture base = plain;
    if (isMasked() && plain.hiddenLayers() > 0) {
      base =
          new SirenArchitecture(
              plain.inputs(),
              MASKED_BASE_FEATURES,
              MASKED_BASE_LAYERS,
              plain.outputs(),
              plain.omega0First(),
              plain.omega0Hidden(),
              plain.omega0Last());
    }
    return shape(base);
  }

  /** A seeded first layer, which no noise hits, keeps its factor. */
  private SirenArchitecture shape(SirenArchitecture plain) {
    return isAdditive()
        ? new SirenArchitecture(
            plain.inputs(),
            plain.hiddenFeatures(),
            plain.hiddenLayers(),
            plain.outputs(),
            isMasked() ? plain.omega0First() : ADDITIVE_OMEGA0,
            ADDITIVE_OMEGA0,
            ADDITIVE_OMEGA0_LAST)
        : plain;
  }
}
