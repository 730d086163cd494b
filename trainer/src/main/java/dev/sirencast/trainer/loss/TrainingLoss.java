package dev.sirencast.trainer.loss;

/**
 * What training minimises: a function of the weights and of a batch of the signal's points.
 *
 * <p>The targets are {@code t = 2 s - 1} in [-1, 1] for samples s in [0, 1]. Every loss contains
 * the reconstruction loss of the paper's Eq. 1, {@code L = 1/N sum_i |y_i - t_i|^2}: the mean over
 * the points of the squared error summed over the components. Immutable and thread-safe; two losses
 * of one kind with the same factors are equal.
 */
public sealed interface TrainingLoss permits LossValue {
  /** Returns what an engine makes of this loss. */
  <T> T as(LossCases<T> cases);

  /** The reconstruction loss L alone. */
  static TrainingLoss mse() {
    return new LossValue.MeanSquaredError();
  }

  /**
   * The robust loss of the paper's Eq. 6, {@code L + lambda |grad L|}, with its exact gradient.
   *
   * <p>The gradient is {@code g + lambda H g / |g|}, where g and H are the gradient and the Hessian
   * of L. The paper's Eq. 9 has {@code g / |g|} in place of {@code H g / |g|}, which is not the
   * gradient of Eq. 6.
   *
   * @param lambda weight of the norm, 0 or more and finite
   * @throws IllegalArgumentException if lambda is out of its range
   */
  static TrainingLoss gradientNorm(double lambda) {
    return new LossValue.GradientNorm(lambda);
  }

  /**
   * The robust loss with the Hessian-vector product by a forward difference: the gradient g is
   * taken again at {@code theta + 1e-3 g / |g|}. Two thirds of the time of the exact form, the same
   * minimum.
   *
   * @param lambda weight of the norm, 0 or more and finite
   * @throws IllegalArgumentException if lambda is out of its range
   */
  static TrainingLoss gradientNormDifference(double lambda) {
    return new LossValue.GradientNormDifference(lambda);
  }

  /**
   * The robust loss with the gradient of the paper's Eq. 9 as printed, {@code g + lambda g / |g|}.
   *
   * <p>It is not the gradient of the loss: it only makes the step longer, which Adam undoes. It is
   * here to be compared with.
   *
   * @param lambda weight of the norm, 0 or more and finite
   * @throws IllegalArgumentException if lambda is out of its range
   */
  static TrainingLoss gradientNormEq9(double lambda) {
    return new LossValue.GradientNormEq9(lambda);
  }

  /**
   * L plus a factor times the sum of the absolute values of all weights and biases that are
   * trained.
   *
   * @param factor 0 or more and finite
   * @throws IllegalArgumentException if the factor is out of its range
   */
  static TrainingLoss l1(double factor) {
    return new LossValue.L1(factor);
  }

  /**
   * L plus the orthogonality term of Lin, Gan and Han, "Defensive Quantization" (2019), {@code beta
   * / 2 sum_l |A_l - I|_F^2}, which pulls the singular values of every layer after the first to 1.
   *
   * <p>A is {@code W W^T} (or {@code W^T W} where that is smaller) of the folded weights {@code
   * omega0 W}: a sine has a slope of at most 1, so their largest singular value bounds the layer's
   * Lipschitz constant.
   *
   * @param beta 0 or more and finite
   * @throws IllegalArgumentException if beta is out of its range
   */
  static TrainingLoss lipschitz(double beta) {
    return new LossValue.Lipschitz(beta);
  }

  /**
   * L at weights with noise, one draw a step for all points.
   *
   * @param noise what hits the weights
   * @param antithetic whether every step is taken at both {@code w + e} and {@code w - e} (of a
   *     mask or relative noise the same draw serves twice), for twice the time
   */
  static TrainingLoss noiseAware(TrainingNoise noise, boolean antithetic) {
    return new LossValue.NoiseAware(noise, antithetic);
  }

  /**
   * L under noise on the weights by local reparameterisation (Kingma, Salimans and Welling,
   * "Variational Dropout and the Local Reparameterization Trick", 2015): the noise is drawn for
   * every point anew in the pre-activations, and in closed form for the last two layers.
   *
   * @param noise what hits the weights
   * @param pairs draws of each point's noise in a step, 0 to 64, each used with both signs, which
   *     takes as many times as long; 0 for one draw
   */
  static TrainingLoss localReparameterization(TrainingNoise noise, int pairs) {
    return new LossValue.LocalReparameterization(noise, pairs);
  }

  /**
   * The expectation of L under noise on the weights by moment propagation, in closed form: mean and
   * variance of every activation are carried from layer to layer. Nothing is drawn (but a mixture's
   * strength).
   *
   * <p>It takes each layer's inputs as independent and their weighted sums as Gaussian, which wide
   * layers nearly are. A mask on a layer of few large weights, such as a first layer that is sent,
   * is not: {@link #localReparameterization} is right there.
   *
   * @param noise what hits the weights
   */
  static TrainingLoss moments(TrainingNoise noise) {
    return new LossValue.Moments(noise);
  }
}
