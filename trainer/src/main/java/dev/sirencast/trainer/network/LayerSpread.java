package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.sirencast.trainer.engine.LayerNoise;
import org.jspecify.annotations.Nullable;

/**
 * The variance that one layer's random parameters and random inputs give its pre-activation, and
 * the gradient back through it.
 *
 * <p>With m and v the mean and variance of the inputs, taken as independent, q = m^2 + v, and k, a
 * and r the {@link LayerNoise}'s keep probability, additive and multiplicative variance (of W here;
 * of b alike), it is
 *
 * <pre>
 *   s^2 = a (sum_i q_i + 1) + (r q + k^2 v) (W^2)^T + r b^2
 * </pre>
 *
 * It is computed as {@code t = -s^2 / 2}, of which a sine's damping is the exponential, with as few
 * passes over the activations as there can be: factors go into S and c beforehand, and row sums
 * stand for a product where all its entries are alike.
 *
 * <pre>
 *   r = 0:  u = v,                     S = -1/2 (W^2 + a)     t = u S^T + c - a/2 row sums of m^2
 *   r &gt; 0:  u = m^2 + (r + k^2)/r v,   S = -1/2 r W^2         t = u S^T + c - a/2 row sums of q
 *           c = -1/2 (a + r b^2)
 * </pre>
 *
 * (Without multiplicative variance there are no masks, so that k is 1.)
 *
 * @param noise what hits the layer's parameters
 * @param weight S
 * @param doubled 2 S
 * @param bias c
 */
record LayerSpread(LayerNoise noise, NDArray weight, NDArray doubled, NDArray bias) {

  /**
   * Returns the spread of a layer's noise.
   *
   * @param weightSquares W^2, which becomes S
   * @param biasSquares b^2, which becomes c
   */
  static LayerSpread ofSquares(LayerNoise noise, NDArray weightSquares, NDArray biasSquares) {
    boolean multiplicative = noise.weightMultiplicative() > 0;
    double slope = multiplicative ? noise.weightMultiplicative() : 1;
    double additive = multiplicative ? 0 : noise.weightAdditive();
    weightSquares.muli((float) (-0.5 * slope)).addi((float) (-0.5 * additive));
    biasSquares
        .muli((float) (-0.5 * noise.biasMultiplicative()))
        .addi((float) (-0.5 * noise.biasAdditive()));
    return new LayerSpread(noise, weightSquares, weightSquares.mul(2f), biasSquares);
  }

  /** Returns this spread where parameters are set to zero by a mask that is not in the noise. */
  LayerSpread withMask(FirstLayerMask mask) {
    float additive = (float) (-0.5 * noise.biasAdditive());
    // Without multiplicative variance S is not used: nothing that comes into the first layer is
    // random.
    NDArray masked = noise.weightMultiplicative() > 0 ? weight.mul(mask.weight()) : weight;
    return new LayerSpread(
        noise, masked, doubled, bias.sub(additive).muli(mask.bias()).addi(additive));
  }

  /** What W^2 is multiplied by in -2 S. */
  double slope() {
    return noise.weightMultiplicative() > 0 ? noise.weightMultiplicative() : 1;
  }

  /** What v is multiplied by in u. */
  private double carried() {
    double kept = noise.weightKeepProbability() * noise.weightKeepProbability();
    return noise.weightMultiplicative() > 0
        ? (noise.weightMultiplicative() + kept) / noise.weightMultiplicative()
        : 1;
  }

  /** Returns u, or null where it is 0. */
  @Nullable NDArray inputs(NDManager scope, NDArray mean, @Nullable NDArray variance) {
    if (noise.weightMultiplicative() == 0) {
      return variance;
    }
    NDArray inputs = own(scope, mean.square());
    if (variance != null) {
      try (NDArray added = variance.mul((float) carried())) {
        inputs.addi(added);
      }
    }
    return inputs;
  }

  /**
   * Returns t in an array of scope: points x rows, a column where it is the same for all neurons,
   * or a row where it is the same for all points.
   *
   * @param inputs what {@link #inputs} has returned, or one row, its mean over the points
   */
  NDArray of(NDManager scope, NDArray mean, @Nullable NDArray variance, @Nullable NDArray inputs) {
    NDArray column = noise.weightAdditive() == 0 ? null : ofInputs(scope, mean, variance);
    if (inputs != null) {
      NDArray product = own(scope, Linear.linear(inputs, weight, bias).singletonOrThrow());
      return column == null ? product : own(scope, column.add(product));
    }
    if (column == null) {
      column = scope.zeros(new Shape(mean.getShape().get(0), 1));
    }
    return noise.biasMultiplicative() > 0
        ? own(scope, column.add(bias))
        : column.addi((float) (-0.5 * noise.biasAdditive()));
  }

  /** The part of the additive noise that depends on the inputs, a column. */
  private NDArray ofInputs(NDManager scope, NDArray mean, @Nullable NDArray variance) {
    try (NDArray squares = mean.square()) {
      if (variance != null && noise.weightMultiplicative() > 0) {
        squares.addi(variance);
      }
      NDArray sums = own(scope, squares.sum(new int[] {1}, true));
      return sums.muli((float) (-0.5 * noise.weightAdditive()));
    }
  }

  /**
   * Adds the gradient by S and c, given dL/dt.
   *
   * @param layer where in the sums
   * @param inputs u, or one row for all points
   */
  void addGradientTo(
      NDManager scope, ParameterViews sums, int layer, @Nullable NDArray inputs, NDArray gradient) {
    if (inputs != null) {
      TilePass.addLayerGradient(sums, layer, alike(scope, inputs, gradient), inputs);
    }
    if (noise.biasMultiplicative() > 0) {
      TilePass.addColumnSums(sums, layer, gradient);
    }
  }

  /**
   * Adds what goes through t to the gradient by the inputs' mean.
   *
   * @param inputs u, or one row, its mean over the points
   * @param gradient dL/dt, of any width where t is a column, and of any height where it is a row
   * @param byMean dL/dm so far, changed in place
   * @return 2 dL/dv in an array of scope, or null where the inputs have no variance
   */
  @Nullable NDArray backward(
      NDManager scope,
      NDArray mean,
      @Nullable NDArray variance,
      @Nullable NDArray inputs,
      NDArray gradient,
      NDArray byMean) {
    NDArray rows = null;
    if (noise.weightAdditive() > 0) {
      rows = own(scope, gradient.sum(new int[] {1}, true)).muli((float) -noise.weightAdditive());
    }
    NDArray through = inputs == null ? null : through(scope, mean, inputs, gradient);
    boolean multiplicative = noise.weightMultiplicative() > 0;
    NDArray factor = rows;
    if (multiplicative && through != null) {
      factor = rows == null ? through : own(scope, through.add(rows));
    }
    if (factor != null) {
      try (NDArray added = mean.mul(factor)) {
        byMean.addi(added);
      }
    }
    if (variance == null || through == null || !multiplicative) {
      return variance == null ? null : through;
    }
    through.muli((float) carried());
    return rows == null ? through : through.addi(rows);
  }

  /** 2 dL/du, where u is one row: of the mean of the points' own. */
  private NDArray through(NDManager scope, NDArray mean, NDArray inputs, NDArray gradient) {
    NDArray through = own(scope, alike(scope, inputs, gradient).matMul(doubled));
    long points = mean.getShape().get(0);
    return inputs.getShape().get(0) < points ? through.divi((float) points) : through;
  }

  /** The gradient, or its sum over all points where u is one row for them all. */
  private static NDArray alike(NDManager scope, NDArray inputs, NDArray gradient) {
    return inputs.getShape().get(0) < gradient.getShape().get(0)
        ? own(scope, gradient.sum(new int[] {0}, true))
        : gradient;
  }

  /** A result belongs to its left operand's manager, which may outlive what it is made for. */
  private static NDArray own(NDManager scope, NDArray result) {
    result.attach(scope);
    return result;
  }
}
