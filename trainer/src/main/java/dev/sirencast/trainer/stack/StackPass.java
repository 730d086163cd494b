package dev.sirencast.trainer.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;

/**
 * Points of one grid on their way through all networks of a stack and back.
 *
 * <p>With one column per point, network n computes in layer l
 *
 * <pre>
 *   Z_l = W_l H_l + b_l         H_0 = coordinates, H_(l+1) = sin Z_l, the last Z is the output Y
 *   D_last = 2/(N C) (Y - T)    D_l = (W_(l+1)^T D_(l+1)) * cos Z_l
 *   dL/dW_l = D_l H_l^T         dL/db_l = row sums of D_l
 * </pre>
 *
 * of L = 1/(N C) sum (Y - T)^2, N being the points and C the components. Each is one batched
 * product over the networks, but for the first layer: there all networks see the same H, so that
 * theirs is one product of all rows.
 */
final class StackPass implements AutoCloseable {
  private final StackWeights weights;
  private final NDArray coordinates;
  private final NDArray[] inputs;
  private final NDArray[] cosines;
  private final NDArray outputs;

  /**
   * @param scope owner of what the pass makes
   * @param coordinates inputs x points
   */
  StackPass(NDManager scope, StackWeights weights, NDArray coordinates) {
    this.weights = weights;
    this.coordinates = coordinates;
    int last = weights.architecture().layers() - 1;
    inputs = new NDArray[last + 1];
    cosines = new NDArray[last];
    for (int layer = 0; layer < last; layer++) {
      try (NDArray z = preActivation(weights, layer, layer == 0 ? coordinates : inputs[layer])) {
        inputs[layer + 1] = z.sin();
        cosines[layer] = z.cos();
      }
      inputs[layer + 1].attach(scope);
      cosines[layer].attach(scope);
    }
    outputs = preActivation(weights, last, last == 0 ? coordinates : inputs[last]);
    outputs.attach(scope);
  }

  /** Returns the outputs without keeping anything for the way back: networks x outputs x points. */
  static NDArray outputs(StackWeights weights, NDArray coordinates) {
    int last = weights.architecture().layers() - 1;
    NDArray input = coordinates;
    for (int layer = 0; layer < last; layer++) {
      try (NDArray z = preActivation(weights, layer, input)) {
        NDArray sines = z.sin();
        if (layer > 0) {
          input.close();
        }
        input = sines;
      }
    }
    return preActivation(weights, last, input);
  }

  private static NDArray preActivation(StackWeights weights, int layer, NDArray input) {
    SirenArchitecture architecture = weights.architecture();
    NDArray w = weights.weight(layer);
    if (layer > 0) {
      return w.batchMatMul(input).addi(weights.bias(layer));
    }
    long rows = architecture.rows(0);
    try (NDArray all = w.reshape(weights.networks() * rows, architecture.columns(0));
        NDArray z = all.matMul(input)) {
      return z.reshape(weights.networks(), rows, input.getShape().get(1)).addi(weights.bias(0));
    }
  }

  /** The sum of squared errors of each network. */
  NDArray squaredErrors(NDArray targets) {
    try (NDArray residual = outputs.sub(targets)) {
      return residual.square().sum(new int[] {1, 2});
    }
  }

  /**
   * Returns the gradient by the folded weights, networks x parameters. What the pass kept is used
   * up, so that it can be done once.
   */
  NDArray gradient(NDArray targets) {
    int last = inputs.length - 1;
    long values = targets.getShape().get(1) * targets.getShape().get(2);
    NDList tensors = new NDList();
    NDArray delta = outputs.subi(targets).muli(2f / values);
    for (int layer = last; layer >= 0; layer--) {
      tensors.add(0, flat(delta.sum(new int[] {2})));
      tensors.add(0, flat(weightGradient(layer, delta)));
      if (layer > 0) {
        NDArray below = weights.weight(layer).swapAxes(1, 2).batchMatMul(delta);
        delta.close();
        delta = below.muli(cosines[layer - 1]);
      }
    }
    return NDArrays.concat(tensors, 1);
  }

  private NDArray weightGradient(int layer, NDArray delta) {
    if (layer > 0) {
      return delta.batchMatMul(inputs[layer].swapAxes(1, 2));
    }
    long rows = weights.networks() * weights.architecture().rows(0);
    try (NDArray all = delta.reshape(rows, delta.getShape().get(2));
        NDArray columns = coordinates.transpose()) {
      return all.matMul(columns);
    }
  }

  private NDArray flat(NDArray tensor) {
    return tensor.reshape(weights.networks(), -1);
  }

  /** Frees what the pass kept. */
  @Override
  public void close() {
    outputs.close();
    for (int layer = 0; layer < cosines.length; layer++) {
      inputs[layer + 1].close();
      cosines[layer].close();
    }
  }
}
