package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.ParameterViews;

/**
 * The loss of {@link dev.sirencast.trainer.loss.TrainingLoss#lipschitz}.
 *
 * <p>With the Gram matrix {@code A = W W^T} of a layer's folded weights, or {@code W^T W} where
 * that is smaller, the penalty's gradient is {@code 2 beta (A - I) W}, or {@code 2 beta W (A - I)}.
 *
 * @param beta weight of the penalty, 0 or more and finite
 */
public record LipschitzPenalty(double beta) implements Objective {
  @Override
  public LossGradient evaluate(Step step) {
    FoldedParameters network = step.network();
    LossGradient plain = new MeanSquaredError().evaluate(step);
    ParameterViews gradient = network.zeros();
    double sum = 0;
    for (int layer = 1; layer < network.architecture().layers(); layer++) {
      sum += addLayer(network, layer, gradient.weight(layer));
    }
    return Objective.penalised(plain, beta / 2 * sum, network.unfold(gradient));
  }

  /** Adds a layer's gradient and returns the squared Frobenius norm of {@code A - I}. */
  private double addLayer(FoldedParameters network, int layer, NDArray gradient) {
    NDArray weight = network.weights().weight(layer);
    boolean wide = network.architecture().rows(layer) <= network.architecture().columns(layer);
    try (NDArray transposed = weight.transpose();
        NDArray gram = wide ? weight.matMul(transposed) : transposed.matMul(weight);
        NDArray identity = network.manager().eye((int) gram.getShape().get(0))) {
      gram.subi(identity);
      try (NDArray product = wide ? gram.matMul(weight) : weight.matMul(gram);
          NDArray squares = gram.square()) {
        gradient.addi(product.muli((float) (2 * beta)));
        return squares.sum().toFloatArray()[0];
      }
    }
  }
}
