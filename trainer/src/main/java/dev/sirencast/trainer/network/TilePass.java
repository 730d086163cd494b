package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/**
 * One tile's way through the network and back, with what it leaves in between.
 *
 * <p>With N the batch's points, T the targets and one row per point, layer l computes
 *
 * <pre>
 *   Z_l = H_l W_l^T + b_l       H_0 = coordinates, H_(l+1) = sin Z_l, the last Z is the output Y
 *   D_last = 2/N (Y - T)        D_l = dL/dZ_l, of L = 1/N sum |Y - T|^2
 *   G_l = D_(l+1) W_(l+1)       G_l = dL/dH_(l+1)
 *   D_l = G_l * cos Z_l
 *   dL/dW_l = D_l^T H_l         dL/db_l = column sums of D_l
 * </pre>
 *
 * in the folded weights of {@link FoldedParameters}. For the gradient alone H and cos Z are kept, G
 * and D made in place. {@link HessianVectorPass} needs all of them: after {@link #keepGradients}
 * there are {@link #KEPT_PER_ACTIVATION} numbers for each neuron and point until {@link #close}.
 */
public final class TilePass implements AutoCloseable {
  /** The numbers kept for each point and sine neuron. */
  public static final int KEPT_PER_ACTIVATION = 4;

  private final NDManager scope;
  private final FoldedParameters network;
  private final float outputFactor;
  private final NDArray[] inputs;
  private final NDArray[] cosines;
  private final @Nullable NDArray[] activationGradients;
  private final @Nullable NDArray[] deltas;
  private final NDArray residual;
  private final NDArray squaredError;

  /**
   * @param batchPoints the number of points N over which the loss is a mean
   */
  public TilePass(FoldedParameters network, Tile tile, int batchPoints) {
    this.network = network;
    this.scope = network.manager().newSubManager();
    this.outputFactor = 2f / batchPoints;
    int layers = network.architecture().layers();
    inputs = new NDArray[layers];
    cosines = new NDArray[layers - 1];
    activationGradients = new NDArray[layers - 1];
    deltas = new NDArray[layers];
    residual = forward(tile.coordinates()).subi(tile.targets());
    try (NDArray squares = residual.square()) {
      squaredError = squares.sum();
    }
  }

  private NDArray forward(NDArray coordinates) {
    int last = inputs.length - 1;
    inputs[0] = coordinates;
    for (int layer = 0; layer < last; layer++) {
      try (NDArray z = network.preActivation(scope, layer, inputs[layer])) {
        inputs[layer + 1] = z.sin();
        cosines[layer] = z.cos();
      }
    }
    return network.preActivation(scope, last, inputs[last]);
  }

  /** Makes G and D of all layers and keeps them. */
  public TilePass keepGradients() {
    int last = inputs.length - 1;
    deltas[last] = residual.muli(outputFactor);
    for (int layer = last - 1; layer >= 0; layer--) {
      activationGradients[layer] = deltas[layer + 1].matMul(network.weights().weight(layer + 1));
      deltas[layer] = activationGradients[layer].mul(cosines[layer]);
    }
    return this;
  }

  /**
   * Adds this tile's part of the gradient by the folded weights. What was not kept is used up, so
   * that it can be done once.
   */
  void addGradientTo(ParameterViews gradient) {
    int last = inputs.length - 1;
    boolean kept = deltas[last] != null;
    NDArray delta = kept ? deltas[last] : residual.muli(outputFactor);
    for (int layer = last; layer >= 0; layer--) {
      addLayerGradient(gradient, layer, delta, inputs[layer]);
      addColumnSums(gradient, layer, delta);
      if (layer > 0) {
        delta = kept ? deltas[layer - 1] : below(layer, delta);
      }
    }
  }

  /** D of the layer below {@code layer}, in the memory that the layer above has left. */
  private NDArray below(int layer, NDArray delta) {
    NDArray below = delta.matMul(network.weights().weight(layer));
    delta.close();
    inputs[layer].close();
    return below.muli(cosines[layer - 1]);
  }

  /** Adds {@code delta^T input} to a layer's weights. */
  static void addLayerGradient(ParameterViews sum, int layer, NDArray delta, NDArray input) {
    try (NDArray transposed = delta.transpose();
        NDArray product = transposed.matMul(input)) {
      sum.weight(layer).addi(product);
    }
  }

  /** Adds the column sums of {@code delta} to a layer's bias. */
  static void addColumnSums(ParameterViews sum, int layer, NDArray delta) {
    try (NDArray columns = delta.sum(new int[] {0})) {
      sum.bias(layer).addi(columns);
    }
  }

  /** The sum of {@code |y - t|^2} over this tile's points, a scalar. */
  NDArray squaredError() {
    return squaredError;
  }

  /** The network that the tile went through. */
  FoldedParameters network() {
    return network;
  }

  /** 2/N: what turns a residual of the outputs into dL/dY. */
  float outputFactor() {
    return outputFactor;
  }

  /** H of a layer. */
  NDArray input(int layer) {
    return inputs[layer];
  }

  /** cos Z of a sine layer. */
  NDArray cosine(int layer) {
    return cosines[layer];
  }

  /** G of a sine layer. */
  NDArray activationGradient(int layer) {
    return activationGradients[layer];
  }

  /** D of a layer. */
  NDArray delta(int layer) {
    return deltas[layer];
  }

  /** Frees everything that the pass kept. */
  @Override
  public void close() {
    scope.close();
  }
}
