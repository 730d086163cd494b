package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.Arrays;

/** The parameters that training changes: one vector on the device, in the order of the weights. */
final class TrainedParameters {
  private final SirenArchitecture architecture;
  private final NDArray flat;
  private final NDArray factors;

  /**
   * @param manager owner of the parameters, open as long as they are used
   */
  TrainedParameters(NDManager manager, SirenWeights initial) {
    this.architecture = initial.architecture();
    this.flat = manager.create(initial.toFlatArray());
    this.factors = manager.create(factors(architecture));
  }

  private static float[] factors(SirenArchitecture architecture) {
    float[] factors = new float[architecture.parameters()];
    int offset = 0;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int end = offset + architecture.rows(layer) * (architecture.columns(layer) + 1);
      float factor = architecture.isSine(layer) ? (float) architecture.omega0(layer) : 1f;
      Arrays.fill(factors, offset, end, factor);
      offset = end;
    }
    return factors;
  }

  /** The vector, which the optimiser changes in place. */
  NDArray flat() {
    return flat;
  }

  /** Returns the network at the present parameters, with arrays of {@code scope}. */
  FoldedNetwork network(NDManager scope) {
    return new FoldedNetwork(scope, architecture, flat, factors);
  }

  /** Returns a copy of the present parameters. */
  SirenWeights toWeights() {
    return SirenWeights.ofFlat(architecture, flat.toFloatArray());
  }
}
