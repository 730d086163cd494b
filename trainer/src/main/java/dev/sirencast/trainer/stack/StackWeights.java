package dev.sirencast.trainer.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.engine.ParameterSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of networks of one shape, omega0 folded in: each tensor with one more axis, the first
 * one, for the networks.
 */
final class StackWeights {
  private final SirenArchitecture architecture;
  private final long networks;
  private final List<NDArray> tensors;

  private StackWeights(SirenArchitecture architecture, long networks, List<NDArray> tensors) {
    this.architecture = architecture;
    this.networks = networks;
    this.tensors = tensors;
  }

  /** Returns what parameters are multiplied by, of one network: their layer's omega0. */
  static NDArray factors(NDManager manager, SirenArchitecture architecture) {
    ParameterSpace space = new ParameterSpace(architecture, SeededTensors.none());
    return manager.create(
        space.perTensor(tensor -> architecture.omega0(SirenArchitecture.layerOf(tensor))));
  }

  /**
   * Returns the weights as the networks see them.
   *
   * @param scope owner of them
   * @param parameters networks x parameters
   * @param factors of one network
   */
  static StackWeights of(
      NDManager scope, SirenArchitecture architecture, NDArray parameters, NDArray factors) {
    NDArray folded = parameters.mul(factors);
    folded.attach(scope);
    long networks = parameters.getShape().get(0);
    List<NDArray> tensors = new ArrayList<>();
    long offset = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      long rows = architecture.tensorRows(tensor);
      long columns = architecture.tensorColumns(tensor);
      long end = offset + rows * columns;
      NDIndex slice = new NDIndex().addAllDim().addSliceDim(offset, end);
      tensors.add(folded.get(scope, slice).reshape(networks, rows, columns));
      offset = end;
    }
    return new StackWeights(architecture, networks, tensors);
  }

  SirenArchitecture architecture() {
    return architecture;
  }

  /** The number of networks. */
  long networks() {
    return networks;
  }

  /** A layer's weights: networks x rows x columns. */
  NDArray weight(int layer) {
    return tensors.get(SirenArchitecture.weightId(layer));
  }

  /** A layer's biases: networks x rows x 1. */
  NDArray bias(int layer) {
    return tensors.get(SirenArchitecture.biasId(layer));
  }
}
