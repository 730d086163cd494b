package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;

/**
 * The derivative of a {@link TilePass} along a direction of parameter space, which gives the exact
 * product of the Hessian with that direction (Pearlmutter, "Fast Exact Multiplication by the
 * Hessian", 1994).
 *
 * <p>Write R for the derivative along the direction, whose part in layer l is V_l and v_l. Each
 * line of {@link TilePass} is differentiated by the product rule:
 *
 * <pre>
 *   RZ_l = RH_l W_l^T + H_l V_l^T + v_l          RH_0 = 0, RH_(l+1) = cos Z_l * RZ_l
 *   RD_last = 2/N RZ_last
 *   RG_l = RD_(l+1) W_(l+1) + D_(l+1) V_(l+1)
 *   RD_l = RG_l * cos Z_l - G_l * sin Z_l * RZ_l
 *   R(dL/dW_l) = RD_l^T H_l + D_l^T RH_l         R(dL/db_l) = column sums of RD_l
 * </pre>
 *
 * It costs six matrix products a layer beside the three of the gradient.
 */
public final class HessianVectorPass implements AutoCloseable {
  private final TilePass pass;
  private final ParameterViews weights;
  private final ParameterViews direction;
  private final NDManager scope;
  private final NDArray[] inputTangents;
  private final NDArray[] preActivationTangents;

  /**
   * @param direction in the folded parametrisation
   */
  public HessianVectorPass(TilePass pass, ParameterViews direction) {
    this.pass = pass;
    this.weights = pass.network().weights();
    this.direction = direction;
    this.scope = pass.network().manager().newSubManager();
    int layers = pass.network().architecture().layers();
    inputTangents = new NDArray[layers];
    preActivationTangents = new NDArray[layers];
    forward();
  }

  private void forward() {
    for (int layer = 0; layer < inputTangents.length; layer++) {
      NDArray tangent =
          Linear.linear(pass.input(layer), direction.weight(layer), direction.bias(layer))
              .singletonOrThrow();
      tangent.attach(scope);
      if (layer > 0) {
        inputTangents[layer] = preActivationTangents[layer - 1].mul(pass.cosine(layer - 1));
        try (NDArray through =
            Linear.linear(inputTangents[layer], weights.weight(layer)).singletonOrThrow()) {
          tangent.addi(through);
        }
      }
      preActivationTangents[layer] = tangent;
    }
  }

  /** Adds this tile's part of the Hessian-vector product, by the folded weights. */
  public void addHessianProductTo(ParameterViews product) {
    int last = inputTangents.length - 1;
    NDArray deltaTangent = preActivationTangents[last].mul(pass.outputFactor());
    for (int layer = last; layer >= 0; layer--) {
      TilePass.addLayerGradient(product, layer, deltaTangent, pass.input(layer));
      TilePass.addColumnSums(product, layer, deltaTangent);
      if (layer > 0) {
        TilePass.addLayerGradient(product, layer, pass.delta(layer), inputTangents[layer]);
        NDArray next = previousDeltaTangent(layer, deltaTangent);
        deltaTangent.close();
        deltaTangent = next;
      }
    }
  }

  /** Returns RD of the layer below {@code layer}. */
  private NDArray previousDeltaTangent(int layer, NDArray deltaTangent) {
    NDArray tangent = deltaTangent.matMul(weights.weight(layer));
    // sin Z of the layer below is the input of this one.
    try (NDArray direct = pass.delta(layer).matMul(direction.weight(layer));
        NDArray curvature = preActivationTangents[layer - 1].mul(pass.input(layer))) {
      tangent.addi(direct).muli(pass.cosine(layer - 1));
      return tangent.subi(curvature.muli(pass.activationGradient(layer - 1)));
    }
  }

  /** Frees everything that the pass made. */
  @Override
  public void close() {
    scope.close();
  }
}
