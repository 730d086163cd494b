package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sirencast.siren.SirenArchitecture;
import java.util.SplittableRandom;

/**
 * Which of the first layer's parameters are kept: ones, and zeros for those that are masked.
 *
 * @param weight in the shape of W0
 * @param bias in the shape of b0
 */
public record FirstLayerMask(NDArray weight, NDArray bias) {

  /** Draws a mask, in arrays of scope. */
  public static FirstLayerMask draw(
      NDManager scope, SplittableRandom random, SirenArchitecture architecture, double mask) {
    int rows = architecture.rows(0);
    int columns = architecture.columns(0);
    int weights = rows * columns;
    NDArray kept = NoiseSource.mask(scope, random, weights + rows, mask);
    return new FirstLayerMask(
        kept.get(new NDIndex().addSliceDim(0, weights)).reshape(rows, columns),
        kept.get(new NDIndex().addSliceDim(weights, weights + rows)));
  }

  /** Returns the parameters with the mask on the first layer, in arrays of the mask's scope. */
  ParameterViews apply(ParameterViews parameters) {
    return parameters.withFirstLayer(
        weight.mul(parameters.weight(0)), bias.mul(parameters.bias(0)));
  }

  /** Returns sums whose first layer's are new, in arrays of the mask's scope. */
  public ParameterViews apart(ParameterViews sums) {
    return sums.withFirstLayer(weight.zerosLike(), bias.zerosLike());
  }

  /** Adds the first layer's gradient by masked parameters, which is changed, to the sums. */
  public void pullBack(ParameterViews masked, ParameterViews sums) {
    sums.weight(0).addi(masked.weight(0).muli(weight));
    sums.bias(0).addi(masked.bias(0).muli(bias));
  }
}
