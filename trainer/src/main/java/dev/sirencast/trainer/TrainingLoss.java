package dev.sirencast.trainer;

/**
 * What training minimises: a function of the weights and of a batch of the signal's points.
 *
 * <p>The targets are {@code t = 2 s - 1} in [-1, 1] for samples s in [0, 1]. Every loss contains
 * the reconstruction loss of the paper's Eq. 1, {@code L = 1/N sum_i |y_i - t_i|^2}: the mean over
 * the points of the squared error summed over the components. Immutable and thread-safe; two losses
 * of one kind with the same factors are equal.
 */
public sealed interface TrainingLoss permits Objective {

  /** The reconstruction loss L alone. */
  static TrainingLoss mse() {
    return new MeanSquaredError();
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
    return new GradientNorm(lambda);
  }
}
