package dev.sirencast.siren;

import java.util.SplittableRandom;

/**
 * Random initial weights as in Sitzmann et al., 2020, section 3.2 and their published code.
 *
 * <p>Layer 0: W uniform in +-1/inputs. Every other layer: W uniform in +-sqrt(6/inputs)/30. Biases:
 * uniform in +-1/sqrt(inputs). These are the figures of the common network, whose hidden factors
 * are 30 and whose last is 1; where a factor after layer 0 differs, W and b of its layer are larger
 * by as much as the factor is smaller, so that a seed gives the same function whatever the factors.
 * (Their formula says so of W; their code leaves b alone, and at omega0 30 both are the same.)
 *
 * <p>The numbers are those of {@link SplittableRandom} (SplitMix64), drawn tensor after tensor, W
 * row by row: value i of the sequence is {@code bound (2 u - 1)} in double, rounded to float, with
 * u the next 53 bits over 2^53. So a seed gives the same bits everywhere: tensors that a stream
 * leaves out ({@link SeededTensors}) rely on it.
 */
public final class SirenInitializer {
  private SirenInitializer() {}

  /** Returns the initial weights that {@code seed} gives. */
  public static SirenWeights initialize(SirenArchitecture architecture, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] flat = new float[architecture.parameters()];
    int offset = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int layer = SirenArchitecture.layerOf(tensor);
      int size = architecture.tensorSize(tensor);
      double bound = bound(architecture, layer, !SirenArchitecture.isMatrix(tensor));
      for (int i = 0; i < size; i++) {
        flat[offset++] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
    return SirenWeights.ofFlat(architecture, flat);
  }

  /** The variance of a tensor's initial values: what is known of weights before any has arrived. */
  public static double variance(SirenArchitecture architecture, int tensor) {
    double bound =
        bound(architecture, SirenArchitecture.layerOf(tensor), !SirenArchitecture.isMatrix(tensor));
    return bound * bound / 3;
  }

  private static double bound(SirenArchitecture architecture, int layer, boolean bias) {
    int inputs = architecture.columns(layer);
    double common =
        bias ? 1 / Math.sqrt(inputs) : Math.sqrt(6.0 / inputs) / SirenArchitecture.USUAL_OMEGA0;
    if (layer == 0) {
      return bias ? common : 1.0 / inputs;
    }
    double commonFactor = architecture.isSine(layer) ? SirenArchitecture.USUAL_OMEGA0 : 1;
    return common * commonFactor / architecture.omega0(layer);
  }
}
