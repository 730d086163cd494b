package dev.sirencast.trainer.engine;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.function.IntToDoubleFunction;

/**
 * What the vector of all parameters holds, tensor after tensor, and which of them are trained.
 *
 * @param architecture the network's shape
 * @param seeded the tensors that stay at their initial values, and that no noise hits
 */
public record ParameterSpace(SirenArchitecture architecture, SeededTensors seeded) {
  /** What a layer's parameters are multiplied by before they are used: its omega0. */
  public double factor(int layer) {
    return architecture.omega0(layer);
  }

  /**
   * What the learning rate is multiplied by for a tensor: 0 if it is seeded, and otherwise as much
   * more as its initial values are larger than those of the common network, so that training is the
   * same whatever the factors.
   */
  public double rate(int tensor) {
    if (seeded.contains(tensor)) {
      return 0;
    }
    int layer = SirenArchitecture.layerOf(tensor);
    if (layer == 0) {
      return 1;
    }
    return (architecture.isSine(layer) ? SirenArchitecture.USUAL_OMEGA0 : 1) / factor(layer);
  }

  /** Whether a tensor is sent, so that noise hits it. */
  public boolean isSent(int tensor) {
    return !seeded.contains(tensor);
  }

  /** Returns a vector with one value for each parameter, the same for all of a tensor. */
  public float[] perTensor(IntToDoubleFunction value) {
    float[] flat = new float[architecture.parameters()];
    int offset = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int end = offset + architecture.tensorSize(tensor);
      java.util.Arrays.fill(flat, offset, end, (float) value.applyAsDouble(tensor));
      offset = end;
    }
    return flat;
  }
}
