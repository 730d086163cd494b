package dev.sirencast.siren;

import java.util.SplittableRandom;

/**
 * Random initial weights as in Sitzmann et al., 2020, section 3.2 and their published code.
 *
 * <p>Layer 0: W uniform in +-1/inputs. Every other layer: W uniform in +-sqrt(6/inputs)/omega0 of
 * the hidden layers. Biases: uniform in +-1/sqrt(inputs). The numbers are those of {@link
 * SplittableRandom} (SplitMix64, whose sequence the JDK specifies by its algorithm), drawn tensor
 * after tensor, so that a seed gives the same network everywhere.
 */
public final class SirenInitializer {
  private SirenInitializer() {}

  /** Returns the initial weights that {@code seed} gives. */
  public static SirenWeights initialize(SirenArchitecture architecture, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] flat = new float[architecture.parameters()];
    int offset = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int layer = tensor / 2;
      int size = architecture.rows(layer) * SirenWeights.columns(architecture, tensor);
      double bound = bound(architecture, layer, tensor % 2 == 1);
      for (int i = 0; i < size; i++) {
        flat[offset++] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
    return SirenWeights.ofFlat(architecture, flat);
  }

  private static double bound(SirenArchitecture architecture, int layer, boolean bias) {
    int inputs = architecture.columns(layer);
    if (bias) {
      return 1 / Math.sqrt(inputs);
    }
    return layer == 0 ? 1.0 / inputs : Math.sqrt(6.0 / inputs) / architecture.omega0Hidden();
  }
}
